/** An object of a log file, as parsed. */
export interface LogEvent {
  readonly artist: string | null;
  readonly auth: string | null;
  readonly firstName: string | null;
  readonly gender: string | null;
  readonly itemInSession: number | null;
  readonly lastName: string | null;
  readonly length: number | null;
  readonly level: string | null;
  readonly location: string | null;
  readonly method: string | null;
  readonly page: string | null;
  readonly registration: number | null;
  readonly sessionId: number | null;
  readonly song: string | null;
  readonly status: number | null;
  /** Milliseconds since the epoch. */
  readonly ts: number | null;
  readonly userAgent: string | null;
  /** Digits, or '' for somebody who is not logged in. */
  readonly userId: string | null;
}

/** The object of a song file, as parsed. */
export interface SongFile {
  readonly num_songs: number | null;
  readonly artist_id: string;
  readonly artist_latitude: number | null;
  readonly artist_longitude: number | null;
  readonly artist_location: string | null;
  readonly artist_name: string | null;
  readonly song_id: string;
  readonly title: string | null;
  readonly duration: number | null;
  readonly year: number | null;
}

/** The content of all object versions that were ever loaded. */
export interface ReferenceInput {
  readonly events: readonly LogEvent[];
  readonly songs: readonly SongFile[];
}
