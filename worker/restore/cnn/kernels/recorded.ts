/** sha256 of the kernels' sources and of what AssemblyScript 0.28.20 makes of them (README.md); the test beside it compares. */
export const RECORDED = {
  train: { source: "80625534e8c782fca75816a3c0e7ec61f951744cb12ec4f23aa045aa817ed7c7", wasm: "26326f6966aedf5b2ea059e156b67c1f2f6203426ce92d1c7ae732cf2dd8e81b" },
  infer: { source: "165b90e7a0a37ab4efb3c9fef461fa5f3e4974de3a1d51e95cd226dbc92fedb6", wasm: "fa7cc714bf29949dfdb1346746f5d65ff8a3c5f5d545b7b5e87bc30440027c3f" },
};
