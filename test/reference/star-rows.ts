export interface SongplayRow {
  readonly songplay_id: number;
  readonly start_time: string;
  readonly user_id: number;
  readonly level: string | null;
  readonly song_id: string | null;
  readonly artist_id: string | null;
  readonly session_id: number;
  readonly location: string | null;
  readonly user_agent: string | null;
  readonly item_in_session: number;
  readonly song_title: string | null;
  readonly artist_name: string | null;
  readonly length: number | null;
}

export interface UserRow {
  readonly user_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly gender: string | null;
  readonly level: string | null;
  readonly last_event_at: string;
  readonly last_session_id: number | null;
  readonly last_item_in_session: number | null;
}

export interface SongRow {
  readonly song_id: string;
  readonly title: string | null;
  readonly artist_id: string | null;
  readonly year: number | null;
  readonly duration: number | null;
  readonly artist_name: string | null;
}

export interface ArtistRow {
  readonly artist_id: string;
  readonly name: string | null;
  readonly location: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface TimeRow {
  readonly start_time: string;
  readonly hour: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
  readonly year: number;
  readonly weekday: number;
}

/** The five tables; timestamps are text, `2018-11-15 10:00:00.796`. */
export interface Star {
  readonly songplays: readonly SongplayRow[];
  readonly users: readonly UserRow[];
  readonly songs: readonly SongRow[];
  readonly artists: readonly ArtistRow[];
  readonly time: readonly TimeRow[];
}
