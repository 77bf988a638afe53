/// The looks of the page. Colours have a contrast of at least 4.5 : 1 with what they stand on; nothing is told by colour
/// alone.
enum PageStyle {
    static let text = #"""
        :root { --ink: #1b1f23; --soft: #4a5560; --line: #c3cad1; --ground: #f3f5f7; --accent: #0b5394; --red: #b3141d; --green: #1c6b34; }
        * { box-sizing: border-box; }
        html, body { height: 100%; margin: 0; }
        body { display: flex; flex-direction: column; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
        h1 { font-size: 1.15rem; margin: 0; } h2 { font-size: 1.3rem; margin: 0; } h3 { font-size: .95rem; margin: .9rem 0 .3rem; }
        p { margin: .2rem 0; } ul { margin: .2rem 0; padding-left: 1.2rem; }
        .klein { font-size: .82rem; color: var(--soft); }
        header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding: .6rem 1rem; background: #fff; border-bottom: 1px solid var(--line); }
        .kop { flex: 1 1 100%; display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; } .kop p { flex: 1 1 30rem; } .bewaren { margin-left: auto; }
        header, .bericht, footer { flex: none; } .wie, .bewaren, .rij { display: flex; flex-wrap: wrap; gap: .4rem .7rem; align-items: center; }
        .bericht { margin: 0; padding: .35rem 1rem; min-height: 2.1rem; background: #fff4ce; border-bottom: 1px solid #d9c373; } .bericht:empty { background: #fff; border-color: var(--line); }
        .vlak { flex: 1 1 auto; min-height: 0; display: grid; grid-template-columns: minmax(18rem, 25rem) minmax(0, 1fr); }
        .links { display: flex; flex-direction: column; min-height: 0; border-right: 1px solid var(--line); background: #fff; }
        .filters { display: grid; grid-template-columns: 1fr 1fr; gap: .35rem .6rem; padding: .6rem; border-bottom: 1px solid var(--line); }
        .filters label { font-size: .82rem; color: var(--soft); min-width: 0; } .filters select, .filters input { width: 100%; display: block; }
        .breed { grid-column: 1 / -1; } .breed.rij { justify-content: space-between; }
        input, select, button { font: inherit; color: inherit; padding: .25rem .45rem; border: 1px solid #7b8794; border-radius: 4px; background: #fff; }
        button { cursor: pointer; } button:hover { background: #e7eef5; } button:disabled { color: var(--soft); cursor: default; }
        button.hoofd { background: var(--accent); border-color: var(--accent); color: #fff; } button.hoofd:hover { background: #083e6f; }
        button[aria-pressed="true"] { background: #d7e6f4; border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
        input[aria-invalid="true"] { border-color: var(--red); box-shadow: inset 0 0 0 1px var(--red); }
        :focus-visible { outline: 3px solid #c25400; outline-offset: 1px; }
        kbd { font: .8em ui-monospace, monospace; border: 1px solid currentColor; border-radius: 3px; padding: 0 .3em; opacity: .85; }
        .vinkje { display: inline-flex; gap: .3rem; align-items: center; }
        .lijst:focus-visible { outline-width: 2px; outline-offset: -2px; } .lijst { flex: 1 1 auto; overflow-y: auto; min-height: 12rem; } #lijst-inhoud { position: relative; }
        .item { position: absolute; left: 0; right: 0; height: 52px; padding: .3rem .6rem; border-bottom: 1px solid #e3e7eb; cursor: pointer; display: grid; grid-template-columns: 2.4rem minmax(0, 1fr) auto; column-gap: .4rem; align-content: center; }
        .item span { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; } .item .punten { grid-row: 1 / 3; align-self: center; justify-self: start; min-width: 2rem; text-align: center; font-size: .8rem; border-radius: 9px; background: #e4e9ee; }
        .item .tweede { grid-column: 2; font-size: .8rem; color: var(--soft); } .item .teken { grid-column: 3; grid-row: 1 / 3; align-self: center; font-size: .8rem; font-weight: 600; }
        .item[aria-selected="true"] { background: #d7e6f4; box-shadow: inset 4px 0 0 var(--accent); }
        .detail { overflow-y: auto; padding: .8rem 1.2rem 1.5rem; } .leeg { padding: 2rem; }
        .titel i { font-weight: 400; color: var(--soft); }
        .oordeel { position: sticky; top: -.8rem; z-index: 1; margin: .6rem 0; padding: .6rem .7rem; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
        .reden { flex: 1 1 20rem; display: flex; gap: .5rem; align-items: center; } .reden input { flex: 1; } #knoppen { margin-top: .45rem; } #knoppen .los { margin-left: auto; }
        .gegeven { font-weight: 600; color: var(--green); } .gegeven:empty { display: none; }
        .kolommen { display: grid; grid-template-columns: minmax(18rem, 1fr) minmax(18rem, 1fr); gap: 1.5rem; }
        .kaart { height: 24rem; border: 1px solid var(--line); border-radius: 6px; background: #e9f1f7; overflow: hidden; } .kaart svg, .seizoen svg { display: block; width: 100%; height: 100%; }
        .zoom button { padding: .1rem .5rem; } .zoom { display: flex; gap: .3rem; margin-left: auto; }
        .kaart .land { fill: #fbfbf8; } .kaart .grens { fill: none; stroke: #8f9aa5; stroke-width: 1; vector-effect: non-scaling-stroke; }
        .kaart .rooster { fill: none; stroke: #d5dbe1; stroke-width: .8; vector-effect: non-scaling-stroke; }
        .kaart .bekend { fill: #f2c14e; fill-opacity: .35; stroke: #a87400; stroke-width: 1.2; vector-effect: non-scaling-stroke; }
        .weinig { fill: #9ecae1; background: #9ecae1; } .meer { fill: #4292c6; background: #4292c6; } .veel { fill: #084594; background: #084594; }
        .kaart .goedgekeurd { fill-opacity: .8; } .kaart .onnauwkeurig { fill: #b3141d; fill-opacity: .15; stroke: #b3141d; stroke-width: 1.5; stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
        .kaart .kruis { fill: none; stroke: #fff; stroke-width: 5; vector-effect: non-scaling-stroke; } .kaart .kruis.boven { stroke: #b3141d; stroke-width: 2.5; }
        .kaart .hok { fill: none; stroke: #b3141d; stroke-width: 1; vector-effect: non-scaling-stroke; } .kaart .schaal { stroke: #1b1f23; stroke-width: 3; vector-effect: non-scaling-stroke; } .kaart text, .seizoen text { fill: #1b1f23; }
        .legenda { list-style: none; padding: 0; } .staal { display: inline-block; width: 1rem; height: .8rem; margin-right: .35rem; border: 1px solid #7b8794; vertical-align: -1px; }
        .staal.waarneming { border: 2px solid #b3141d; border-radius: 50%; width: .8rem; } .staal.bekend { background: #fbe7b6; border-color: #a87400; }
        .seizoen { border: 1px solid var(--line); border-radius: 6px; background: #fff; padding: .3rem; }
        .seizoen .staaf { fill: #4292c6; } .seizoen .band { fill: #f2c14e; stroke: #a87400; stroke-width: .6; } .seizoen .nu { fill: #b3141d; } .seizoen .maand { stroke: #c3cad1; stroke-width: .6; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .15rem .5rem .15rem 0; border-bottom: 1px solid #e3e7eb; overflow-wrap: anywhere; } th { font-weight: 400; color: var(--soft); width: 11rem; }
        a { color: var(--accent); } footer { padding: .3rem 1rem; border-top: 1px solid var(--line); background: #fff; max-height: 45vh; overflow-y: auto; }
        @media (max-width: 60rem) { html, body { height: auto; } .vlak { grid-template-columns: 1fr; } .lijst { height: 18rem; flex: none; } .kolommen { grid-template-columns: 1fr; } }
        """#
}
