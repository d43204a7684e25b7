/// A message of the outbox as a client sees it.
struct DeliveryView: Encodable {
    private let delivery: Delivery

    init(_ delivery: Delivery) { self.delivery = delivery }

    private enum Key: String, CodingKey {
        case delivery_id, type, url, state, attempts, created_at, delivered_at, next_attempt_at, last_status, last_error
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(delivery.id, forKey: .delivery_id)
        try container.encode(delivery.type, forKey: .type)
        try container.encode(delivery.url, forKey: .url)
        try container.encode(delivery.state.rawValue, forKey: .state)
        try container.encode(delivery.attempts, forKey: .attempts)
        try container.encode(delivery.createdAt, forKey: .created_at)
        try container.encode(delivery.deliveredAt, forKey: .delivered_at)
        try container.encode(delivery.nextAt, forKey: .next_attempt_at)
        try container.encode(delivery.lastStatus, forKey: .last_status)
        try container.encode(delivery.lastError, forKey: .last_error)
    }
}
