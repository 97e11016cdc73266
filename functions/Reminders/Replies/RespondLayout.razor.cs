namespace HubFunctions.Reminders;

public partial class RespondLayout
{
    /// <summary>The only style of the pages; the content security policy names its hash.</summary>
    public const string Css = """
        :root{color-scheme:light dark;--ink:#0b0c0c;--paper:#fff;--soft:#505a5f;--line:#b1b4b6;--box:#0b0c0c;--go:#00703c;--goink:#fff;--bad:#d4351c;--tint:#f3f2f1}
        @media (prefers-color-scheme:dark){:root{--ink:#f3f2f1;--paper:#16191c;--soft:#c8cdd0;--line:#6f777b;--box:#c8cdd0;--go:#8fd3b0;--goink:#0b0c0c;--bad:#ff9c8a;--tint:#262b2f}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:1.1875rem/1.4 Arial,Helvetica,sans-serif}
        main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem}
        h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}
        h2{font-size:1.3rem;line-height:1.25;margin:0 0 .25rem}
        p,ul,dl{margin:0 0 1rem}
        fieldset{border:0;margin:0 0 1.5rem;padding:0;min-width:0}
        legend{padding:0;margin:0 0 .5rem;font-weight:bold}
        section{border-top:1px solid var(--line);padding-top:1.25rem;margin-top:1.25rem}
        .alone{border:0;margin:0;padding:0}
        .soft,.hint{color:var(--soft);font-size:1rem}
        .hint{margin:0 0 .35rem}
        .choice{display:flex;gap:.75rem;align-items:flex-start;padding:.45rem 0;min-height:2.75rem}
        .choice input{width:1.75rem;height:1.75rem;margin:0;flex:none;accent-color:var(--go)}
        .choice label{padding-top:.15rem}
        .more{border-left:5px solid var(--line);margin:0 0 .75rem .8rem;padding:.25rem 0 .25rem 1.25rem}
        .field{margin:0 0 1rem}
        .field label{display:block;font-weight:bold;margin-bottom:.15rem}
        input[type=text],textarea,select{width:100%;max-width:100%;font:inherit;color:inherit;background:var(--paper);border:2px solid var(--box);padding:.4rem;min-height:2.5rem}
        button{font:inherit;font-weight:bold;padding:.6rem 1.1rem;min-height:2.75rem;border:2px solid transparent;background:var(--go);color:var(--goink);cursor:pointer}
        button.second{background:var(--tint);color:var(--ink);border-color:var(--box)}
        .buttons{display:flex;flex-wrap:wrap;gap:1rem}
        :focus-visible{outline:3px solid #fd0;outline-offset:0;box-shadow:inset 0 0 0 2px #0b0c0c}
        .error{color:var(--bad);font-weight:bold;margin:0 0 .35rem}
        .summary{border:5px solid var(--bad);padding:1rem;margin:0 0 1.5rem}
        .summary a{color:var(--bad);font-weight:bold}
        .panel{border:5px solid var(--go);padding:1rem;margin:0 0 1.5rem}
        .shown{background:var(--tint);padding:.75rem 1rem;margin:0 0 1rem}
        .shown p:last-child,.panel p:last-child{margin:0}
        @supports selector(:has(*)){.choice+.more{display:none}.choice:has(:checked)+.more{display:block}}
        .items{list-style:none;padding:0}
        .items li{padding:.6rem 0;overflow-wrap:anywhere}
        .items a{font-weight:bold}
        .items p{margin:.15rem 0 0}
        a{color:inherit}
        footer{max-width:40rem;margin:0 auto;padding:1rem 1rem 2rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
        footer p{margin:0 0 .5rem}
        @media print{button{display:none}}
        """;
}
