using HubFunctions.Plans;

namespace HubFunctions.LocalRun;

/// <summary>Words, classes and the one style sheet of the home page.</summary>
internal static class HomeStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--ink:#0b0c0c;--dim:#4a5257;--paper:#fff;--soft:#f3f2f1;--line:#b1b4b6;--link:#1a65a6;--bar:#12436d}
        @media(prefers-color-scheme:dark){:root{--ink:#f3f4f5;--dim:#b5bcc2;--paper:#14181b;--soft:#20262b;--line:#4a545c;--link:#8ec5f5;--bar:#0e3354}}
        *{box-sizing:border-box}body{margin:0;font:1.125rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:var(--ink);background:var(--paper)}
        .wide{max-width:64rem;margin:0 auto;padding:0 1rem}header{background:var(--bar);color:#fff}header .wide{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;padding-block:.75rem}
        header p{margin:0}.brand{font-weight:700}a{color:var(--link);text-underline-offset:.15em}a:focus-visible,[tabindex]:focus-visible{outline:3px solid #ffdd00;outline-offset:2px;box-shadow:0 0 0 5px #0b0c0c}
        .skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:#ffdd00;color:#0b0c0c;padding:.5rem}
        h1{font-size:clamp(2rem,6vw,3rem);line-height:1.1;margin:2rem 0 1rem}h2{font-size:1.5rem;margin:2.5rem 0 .75rem}.lead{font-size:1.25rem;max-width:44rem}
        .jobs{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:1rem;padding:0;counter-reset:job}
        .jobs li{border-top:4px solid var(--link);background:var(--soft);padding:.75rem 1rem;display:grid;gap:.25rem}.jobs a{font-weight:700;font-size:1.25rem;min-height:1.5rem}
        .scroll{overflow-x:auto;position:relative}table{border-collapse:collapse;width:100%;font-size:1rem}th,td{text-align:left;vertical-align:top;padding:.6rem .75rem .6rem 0;border-bottom:1px solid var(--line)}
        .n{text-align:right}th small{display:block;font-weight:400;color:var(--dim)}tbody th{min-width:14rem}
        .tag{display:inline-block;padding:.05rem .5rem;margin:0 .25rem .25rem 0;border:1px solid currentColor;border-radius:1rem;font-size:.9rem;white-space:nowrap}
        .tag::before{content:"○ "}.done::before{content:"✓ "}.on::before{content:"● "}.risk::before{content:"▲ "}.off::before{content:"■ "}
        pre{background:var(--soft);border-left:4px solid var(--link);padding:1rem;overflow-x:auto;font-size:.95rem}code{background:var(--soft);padding:.1rem .3rem;overflow-wrap:anywhere}
        .updates{list-style:none;padding:0}.updates li{border-left:4px solid var(--line);padding:.1rem 0 .1rem 1rem;margin-bottom:1rem}.updates p{margin:.15rem 0}.when{color:var(--dim);font-size:1rem}
        .hidden{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
        """;

    public static string Word(Standing standing) => standing switch
    {
        Standing.Complete => "complete",
        Standing.OnTrack => "on track",
        Standing.AtRisk => "at risk",
        Standing.OffTrack => "off track",
        Standing.NotReported => "not reported",
        Standing.NotStarted => "not started",
        Standing.Paused => "paused",
        _ => "cancelled",
    };

    public static string Class(Standing standing) => standing switch
    {
        Standing.Complete => "done",
        Standing.OnTrack => "on",
        Standing.AtRisk => "risk",
        Standing.OffTrack => "off",
        _ => "",
    };

    public static IEnumerable<(int Count, string Word, string Class)> Parts(PlanTotals totals) =>
        new[]
        {
            (totals.Complete, Standing.Complete),
            (totals.OnTrack, Standing.OnTrack),
            (totals.AtRisk, Standing.AtRisk),
            (totals.OffTrack, Standing.OffTrack),
            (totals.NotReported, Standing.NotReported),
            (totals.NotStarted, Standing.NotStarted),
            (totals.Paused, Standing.Paused),
            (totals.Cancelled, Standing.Cancelled),
        }
            .Where(p => p.Item1 > 0)
            .Select(p => (p.Item1, Word(p.Item2), Class(p.Item2)));
}
