/** The bounds of everything that crosses a boundary. Sizes in bytes of UTF-8 unless the name says otherwise. */
export const LIMITS = {
  /** One frame of either channel. Larger ones are refused, and on a socket they cost the connection. */
  frameBytes: 64 * 1024,
  /** One frame from main to its own pages, whose snapshots are whole: the fullest address book fits. In UTF-16 units. */
  snapshotFrameChars: 96 * 1024 * 1024,
  handleMinChars: 3,
  handleMaxChars: 30,
  displayNameMaxChars: 60,
  hostMaxChars: 253,
  deviceNameMaxChars: 40,
  /** The text of one signed statement. */
  statementBytes: 24 * 1024,
  sdpBytes: 48 * 1024,
  candidateBytes: 2 * 1024,
  candidatesPerCall: 200,
  messageBytes: 16 * 1024,
  watchedPeople: 500,
  deviceListEntries: 20,
  deviceListVersions: 200,
  /** The people to whom one account keeps a relation: an address book, follows, blocks. */
  relationsPerAccount: 10_000,
  /** Signed relations in one frame. */
  relationsPerFrame: 50,
  /** Profiles in one page of followers. */
  followersPerPage: 50,
  requestTextMaxChars: 140,
  /** Requests to call that wait for one person. */
  requestsPerCallee: 100,
  passesPerAccount: 50,
  contacts: 10_000,
  contactNameMaxChars: 100,
  contactNoteMaxChars: 2_000,
  contactDetails: 20,
  /** Cards of an import in one frame; the page sends fewer where they are long. */
  cardsPerFrame: 200,
} as const

/** How long things may take, in milliseconds. */
export const TIMES = {
  /** A ring ends by itself after this long, as missed. */
  ringMs: 45_000,
  /** An invitation older than this (on directory time) does not ring. */
  invitationAgeMs: 60_000,
  /** Seen call ids are kept this long, so that a replayed invitation does not ring. */
  replayMemoryMs: 24 * 3_600_000,
  /** From the answer to the first media; then the call has failed. */
  connectMs: 30_000,
  /** An attempt at connecting that has got nowhere by then, and has not failed either, is given up for another. */
  attemptMs: 12_000,
  /** Without a link for this long, both sides end with the reason `lost`. */
  reconnectMs: 30_000,
  /** The page must name its certificate within this time. */
  prepareMs: 10_000,
  /** The ended view closes by itself after this long. */
  endedMs: 4_000,
  rpcMs: 10_000,
  /** A request to call that nobody answered is gone after this long. */
  requestMs: 7 * 24 * 3_600_000,
  /** A ring pass is good for at most this long. */
  passMs: 30 * 24 * 3_600_000,
  /** A device in a call renews its lease this often; the directory lets it lapse after three. */
  leaseMs: 10_000,
  leaseLapseMs: 35_000,
  /** A sign-in challenge is good for this long. */
  challengeMs: 30_000,
  /**
   * The directory pings each socket this often, and takes two pings without an answer for a lost link; the device takes
   * more than two pings that did not come for one. Most of what an idle directory does is this.
   */
  pingMs: 25_000,
  linkSilenceMs: 60_000,
} as const
