/** sha256 of the kernels' sources and of what AssemblyScript 0.28.20 makes of them (README.md); a test compares. */
export const RECORDED = {
  statistics: { source: "97a6b90732b4f3395a840c7d5e48684d1240075f9e90d10dae6e6757f9cf3c1c", wasm: "971ec07d773df6841e96fcc81ab147ec82d7a34e3491904a852ad0c5cd90f37c" },
  filter: { source: "210f1699c127f2757914732e9747e08c56c4164d7695c3b4ea64ce585f196115", wasm: "f9eb4b9604e39cbfa4ccc26f1dee6b33d55f1545d877a335ee8e1cd139e4f6b3" },
};
