/** sha256 of the kernels' sources and of what AssemblyScript 0.28.20 makes of them (README.md); the test beside it compares. */
export const RECORDED = {
  train: { source: "80625534e8c782fca75816a3c0e7ec61f951744cb12ec4f23aa045aa817ed7c7", wasm: "26326f6966aedf5b2ea059e156b67c1f2f6203426ce92d1c7ae732cf2dd8e81b" },
  infer: { source: "dfc4c070d68cc243a11efbe6dabe13d549937f8af83f01a9d7bf4ecc34ac9897", wasm: "e77c438f618dd70bda42bda51a9d6e071463e9f579afa4c980fd4d1ed820f246" },
};
