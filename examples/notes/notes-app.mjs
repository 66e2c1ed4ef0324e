// A small note-taking application. Nothing in it knows of plugins or cells.

export class NotesApp {
  #notes = new Map();
  /** Begins with an underscore: no bastion lets it through. */
  _passphrase = "correct horse battery staple";

  constructor(notes) {
    for (const [title, text] of Object.entries(notes)) this.add(title, text);
  }

  titles() {
    return [...this.#notes.keys()];
  }

  read(title) {
    const note = this.#notes.get(title);
    if (note === undefined) throw new Error(`no note is called ${JSON.stringify(title)}`);
    return note;
  }

  add(title, text) {
    if (typeof title !== "string" || typeof text !== "string") throw new TypeError("a note has a title and a text");
    this.#notes.set(title, text);
  }

  /** For the application's own menu; plugins do not get it. */
  deleteAll() {
    this.#notes.clear();
  }
}
