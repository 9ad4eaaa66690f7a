/** How a page looks: CloudWatch's own proportions, so that what does not fit here does not fit there. */
export const STYLE = `
body { margin: 16px; font: 13px Arial, Helvetica, sans-serif; color: #16191f; background: #f2f3f3; }
header h1 { margin: 0; font-size: 22px; }
header p { margin: 4px 0 12px; }
header strong { margin-left: 8px; padding: 2px 8px; background: #fff0c2; border: 1px solid #d9a300; }
main { position: relative; }
section { position: absolute; box-sizing: border-box; overflow: hidden; background: #fff; border: 1px solid #d5dbdb; }
section h2 { margin: 0; padding: 7px 10px 4px; font-size: 14px; height: 19px; }
.text { padding: 2px 12px; }
.text h1 { margin: 6px 0; font-size: 20px; }
.text h2 { padding: 0; margin: 5px 0; font-size: 18px; height: auto; }
.text p { margin: 7px 0; }
.text a { color: #0972d3; }
.alarm ul { display: flex; flex-wrap: wrap; gap: 6px; margin: 4px 10px; padding: 0; list-style: none; }
.alarm li { padding: 5px 10px; border: 1px solid #95a5a6; border-left: 5px solid #80807f; background: #fafafa; }
.log pre { margin: 4px 10px; white-space: pre-wrap; font-size: 12px; color: #414d5c; }
.numbers { display: flex; height: calc(100% - 34px); }
.numbers div { flex: 1; padding: 4px 12px; display: flex; flex-direction: column; gap: 4px; border-left: 1px solid #eaeded; }
.numbers div:first-child { border-left: 0; }
.numbers b { font-size: 28px; font-weight: 400; }
`;
