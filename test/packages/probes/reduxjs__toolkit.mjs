import {
  configureStore,
  createSlice,
  createAsyncThunk,
  createEntityAdapter,
  createSelector,
  createAction,
  createReducer,
  isAnyOf,
  nanoid,
  createListenerMiddleware,
} from "@reduxjs/toolkit";
export default async function probe() {
  const th = createAsyncThunk("u/f", async (x, { rejectWithValue }) => (x < 0 ? rejectWithValue("neg") : x * 2));
  const ad = createEntityAdapter({ sortComparer: (a, b) => a.n - b.n });
  const lm = createListenerMiddleware();
  const heard = [];
  const slice = createSlice({
    name: "c",
    initialState: { v: 0, st: "idle", ents: ad.getInitialState() },
    reducers: {
      inc: (s) => {
        s.v += 1;
      },
      add: {
        reducer: (s, a) => {
          s.v += a.payload;
        },
        prepare: (p) => ({ payload: p * 10 }),
      },
      put: (s, a) => {
        ad.upsertMany(s.ents, a.payload);
      },
    },
    extraReducers: (b) => {
      b.addCase(th.pending, (s) => {
        s.st = "pend";
      })
        .addCase(th.fulfilled, (s, a) => {
          s.st = "ok" + a.payload;
        })
        .addMatcher(isAnyOf(th.rejected), (s, a) => {
          s.st = "rej" + a.payload;
        });
    },
  });
  lm.startListening({
    actionCreator: slice.actions.inc,
    effect: (a) => {
      heard.push(a.type);
    },
  });
  const store = configureStore({
    reducer: { c: slice.reducer },
    middleware: (g) => g({ serializableCheck: true, immutableCheck: true }).prepend(lm.middleware),
    devTools: false,
  });
  const { inc, add, put } = slice.actions;
  store.dispatch(inc());
  store.dispatch(add(2));
  store.dispatch(
    put([
      { id: "b", n: 2 },
      { id: "a", n: 1 },
    ]),
  );
  const r = await store.dispatch(th(4));
  const st1 = store.getState().c.st;
  await store.dispatch(th(-1));
  const sel = createSelector([(s) => s.c.v], (v) => ({ dbl: v * 2 }));
  return {
    v: store.getState().c.v,
    st1,
    st2: store.getState().c.st,
    pay: r.payload,
    ids: store.getState().c.ents.ids,
    sel: sel(store.getState()),
    memo: sel(store.getState()) === sel(store.getState()),
    type: add.type,
    match: add.match(add(1)),
    rd: createReducer(0, (b) => b.addCase("x", (s, a) => s + a.p))(1, { type: "x", p: 4 }),
    heard,
    frozen: Object.isFrozen(store.getState().c.ents),
    all: ad
      .getSelectors((s) => s.c.ents)
      .selectAll(store.getState())
      .map((e) => e.id),
    act: createAction("q")(5),
    id: nanoid(5).length,
  };
}
