/// Says whether a JSON value is a GeoJSON object, after RFC 7946.
///
/// It goes as deep as the value does, which the tape has limited.
struct GeoJSONCheck {
    let view: JSONView

    /// Whether the value is a GeoJSON object: a geometry, a feature or a collection.
    func accepts(_ node: Int) -> Bool {
        guard view.kind(node) == .object, let type = view.member(node, "type"), view.kind(type) == .string else {
            return false
        }
        if isText(type, "Feature") { return isFeature(node) }
        if isText(type, "FeatureCollection") {
            return isList(view.member(node, "features")) { item in
                view.member(item, "type").map { isText($0, "Feature") } == true && isFeature(item)
            }
        }
        return isGeometry(node)
    }

    private func isFeature(_ node: Int) -> Bool {
        guard let geometry = view.member(node, "geometry"), let properties = view.member(node, "properties") else {
            return false
        }
        if let id = view.member(node, "id"), view.kind(id) != .string, view.kind(id) != .number { return false }
        return (view.kind(geometry) == .null || isGeometry(geometry))
            && (view.kind(properties) == .null || view.kind(properties) == .object)
    }

    private func isGeometry(_ node: Int) -> Bool {
        guard let type = view.member(node, "type"), view.kind(type) == .string else { return false }
        if isText(type, "GeometryCollection") { return isList(view.member(node, "geometries"), isGeometry) }
        guard let coordinates = view.member(node, "coordinates") else { return false }
        if isText(type, "Point") { return isPosition(coordinates) }
        if isText(type, "MultiPoint") { return isList(coordinates, isPosition) }
        if isText(type, "LineString") { return isLine(coordinates) }
        if isText(type, "MultiLineString") { return isList(coordinates, isLine) }
        if isText(type, "Polygon") { return isList(coordinates, isRing) }
        return isText(type, "MultiPolygon") && isList(coordinates) { isList($0, isRing) }
    }

    private func isPosition(_ node: Int) -> Bool {
        isList(node) { view.kind($0) == .number } && view.count(node) >= 2
    }

    private func isLine(_ node: Int) -> Bool { isList(node, isPosition) && view.count(node) >= 2 }

    /// A closed line of four or more positions.
    private func isRing(_ node: Int) -> Bool {
        guard isList(node, isPosition), view.count(node) >= 4 else { return false }
        var last = node + 1
        _ = view.allSatisfy(node) { _, item in
            last = item
            return true
        }
        return view.isEqual(node + 1, to: view, last)
    }

    private func isList(_ node: Int?, _ body: (Int) -> Bool) -> Bool {
        guard let node, view.kind(node) == .array else { return false }
        return view.allSatisfy(node) { _, item in body(item) }
    }

    private func isText(_ node: Int, _ text: StaticString) -> Bool {
        view.kind(node) == .string
            && view.withString(node) {
                $0.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
            }
    }
}

/// Says whether a JSON value is a TopoJSON topology: geometries that are made of shared arcs.
struct TopoJSONCheck {
    let view: JSONView

    /// Whether the value is an object of the type `Topology` with `objects` and `arcs`.
    func accepts(_ node: Int) -> Bool {
        guard view.kind(node) == .object, let type = view.member(node, "type"), view.kind(type) == .string,
            view.withString(type, { $0.elementsEqual("Topology".utf8) }),
            let objects = view.member(node, "objects"), view.kind(objects) == .object,
            let arcs = view.member(node, "arcs"), view.kind(arcs) == .array
        else { return false }
        let hasArcs = view.allSatisfy(arcs) { _, arc in
            view.kind(arc) == .array && view.count(arc) >= 2
                && view.allSatisfy(arc) { _, position in
                    view.kind(position) == .array && view.count(position) >= 2
                        && view.allSatisfy(position) { _, number in view.kind(number) == .number }
                }
        }
        return hasArcs
            && view.allSatisfy(objects) { _, name in
                view.member(name + 1, "type").map { view.kind($0) == .string } ?? false
            }
    }
}
