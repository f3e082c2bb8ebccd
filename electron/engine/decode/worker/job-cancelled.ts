/** Thrown out of a running job whose answer nobody waits for; caught where the job was begun and nowhere else. */
export class JobCancelled extends Error {}
