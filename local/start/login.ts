/** The one database and the one user of a local Redshift. */
export const login = { database: "sparkify", user: "dwh_admin" } as const;

/** Redshift's port. */
export const usualPort = 5439;
