namespace HubFunctions.Timescales;

internal static partial class Vocabulary
{
    public static IReadOnlyList<(string Words, Meaning Meaning)> Cues { get; } =
    [
        ("ongoing on-going onging continuous continuously continual continually bau rolling indefinite indefinitely permanent permanently perpetual open-ended", new(Sign.Ongoing)),
        ("continuing continue continues continued", new(Sign.Ongoing, 1)),
        ("complete completed completes done achieved finished finish", new(Sign.Complete)),
        ("delivered implemented closed actioned discharged", new(Sign.Complete, 1)),
        ("starts started commence commences commenced begin begins began initiate initiated initiates kick-off kickoff mobilise mobilisation "
            + "commencement", new(Sign.Begin)),
        ("starting commencing", new(Sign.Begin, 1)),
        ("review reviews reviewed reviewing re-review", new(Sign.Review)),
        ("cohort cohorts intake patients clients referrals learners participants tenants residents placements session sessions clinic clinics "
            + "recruits trainees apprentices", new(Sign.Cohort)),
        ("annually yearly anually p.a pa", new(Sign.Recurring, 12)),
        ("quarterly", new(Sign.Recurring, 3)),
        ("monthly", new(Sign.Recurring, 1)),
        ("termly", new(Sign.Recurring, 4)),
        ("weekly", new(Sign.Recurring, -7)),
        ("fortnightly", new(Sign.Recurring, -14)),
        ("daily", new(Sign.Recurring, -1)),
        ("biannually bi-annually half-yearly twice-yearly six-monthly 6-monthly", new(Sign.Recurring, 6)),
        ("triennial triennially", new(Sign.Recurring, 36)),
        ("biennially bi-yearly two-yearly", new(Sign.Recurring, 24)),
        ("bi-monthly bimonthly", new(Sign.Recurring, 2)),
        ("bi-weekly", new(Sign.Recurring, -14)),
        ("annual", new(Sign.RecurringNoun, 12)),
        ("biannual bi-annual", new(Sign.RecurringNoun, 6)),
        ("biennial bi-ennial", new(Sign.RecurringNoun, 24)),
        ("regular regularly periodic periodically", new(Sign.Regular)),
        ("provisional provisionally possible possibly potentially potential likely expected anticipated indicative tentative tentatively "
            + "estimated hopefully proposed", new(Sign.Caveat)),
        ("subject dependent dependant contingent pending depending", new(Sign.Subject)),
        ("tbc tba tbd tbd/tbc n/a n/k nk unknown undated unspecified confirmed determined agreed decided advised scheduled", new(Sign.Unset)),
        ("asap a.s.a.p immediate immediately urgent urgently now soon shortly imminent imminently", new(Sign.Soon)),
        ("required needed necessary appropriate arises arise", new(Sign.Trigger)),
        ("parliament election elections pre-election preelection purdah approval approved referendum inspection launch adoption funding assent "
            + "legislation examination appointment appointed procurement joining receipt publication award recruitment restructure guidance "
            + "referral admission discharge diagnosis sign-off", new(Sign.Event)),
        ("board hwb hwbb", new(Sign.Board)),
        ("meeting meetings", new(Sign.Meeting)),
        ("short shorter near", new(Sign.Horizon, 1)),
        ("medium", new(Sign.Horizon, 2)),
        ("long longer", new(Sign.Horizon, 3)),
        ("short-term shorter-term near-term", new(Sign.Horizon, 11)),
        ("medium-term mid-term", new(Sign.Horizon, 12)),
        ("long-term longer-term", new(Sign.Horizon, 13)),
        ("action delivery implementation improvement work recovery", new(Sign.ActionPlan)),
        ("plan plans strategy strategies", new(Sign.Plan)),
        ("consultation engagement", new(Sign.Consultation)),
        ("originally original formerly previously was", new(Sign.Former)),
        ("revised moved deferred delayed extended postponed slipped rescheduled re-scheduled brought rebaselined re-baselined pushed", new(Sign.Revised)),
        ("place due target deadline date dates timescale timescales timeframe milestone milestones publish published final finalise finalised draft established "
            + "live adopt adopted submit submission open opens build built deliver launched implement launches go-live", new(Sign.Lead)),
        ("pupils pupil students student children sats phonics class classes transition curriculum", new(Sign.Audience)),
        ("homes households people houses properties jobs trees units places hours calls members staff adults families businesses carers pounds miles "
            + "metres volunteers visits dwellings tonnes attendees responses", new(Sign.Counted)),
        ("phase stage tranche level room section priority page number version v ver band tier wave block plot theme item ref part step lot zone area "
            + "table figure chapter appendix paragraph para objective outcome route flat floor junction grade score key clause schedule regulation "
            + "article annex agenda box line type group option scenario pillar aim kpi nos article form platform bay ext", new(Sign.Counter)),
        ("mr mrs ms miss dr cllr councillor cllrs sir lady prof professor rev pc sgt aunt", new(Sign.Person)),
        ("road lane street gardens garden house lodge hill park hall court grove drive avenue cottage cottages meadow meadows farm ward "
            + "view terrace square clinic surgery hospital water onion clean cleaning roll rolls hare board-walk chicken green mews way wood bank "
            + "walk protest rally coaches town smith jones", new(Sign.NameTail)),
    ];
}
