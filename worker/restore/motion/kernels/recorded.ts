/** sha256 of the kernels' source and of what AssemblyScript 0.28.20 makes of it (README.md); the test beside it compares. */
export const RECORDED = {
  source: "08fe876e7cf742a72ded758b9827abc8bebcba1c522120eb05fccb9cfda02773",
  wasm: "007ad6ebe6bb18e63843947161efbf4f927fcf18940f40707ade90090115c788",
};
