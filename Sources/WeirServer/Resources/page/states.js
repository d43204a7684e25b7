// The states of a job.

export const states = ['pending', 'running', 'completed', 'failed', 'cancelling', 'cancelled'];

export const hasEnded = (job) => ['completed', 'failed', 'cancelled'].includes(job.status);
