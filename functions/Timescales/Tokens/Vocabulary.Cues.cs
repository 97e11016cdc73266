namespace HubFunctions.Timescales;

internal static partial class Vocabulary
{
    public static IReadOnlyList<(string Words, Meaning Meaning)> Cues { get; } =
    [
        ("ongoing on-going onging continuous continuously continual continually bau rolling indefinite indefinitely permanent "
            + "permanently perpetual open-ended", new(TokenKind.Ongoing)),
        ("continuing continue continues continued", new(TokenKind.Ongoing, 1)),
        ("complete completed completes done achieved finished finish", new(TokenKind.Complete)),
        ("delivered implemented closed actioned discharged", new(TokenKind.Complete, 1)),
        ("starts started commence commences commenced begin begins began initiate initiated initiates kick-off kickoff "
            + "mobilise mobilisation "
            + "commencement", new(TokenKind.Begin)),
        ("starting commencing", new(TokenKind.Begin, 1)),
        ("review reviews reviewed reviewing re-review", new(TokenKind.Review)),
        ("cohort cohorts intake patients clients referrals participants tenants residents placements session sessions clinic "
            + "clinics "
            + "recruits trainees apprentices", new(TokenKind.Cohort)),
        ("annually yearly anually p.a pa", new(TokenKind.Recurring, 12)),
        ("quarterly", new(TokenKind.Recurring, 3)),
        ("monthly", new(TokenKind.Recurring, 1)),
        ("termly", new(TokenKind.Recurring, 4)),
        ("weekly", new(TokenKind.Recurring, -7)),
        ("fortnightly", new(TokenKind.Recurring, -14)),
        ("daily", new(TokenKind.Recurring, -1)),
        ("biannually bi-annually half-yearly twice-yearly six-monthly 6-monthly", new(TokenKind.Recurring, 6)),
        ("triennial triennially", new(TokenKind.Recurring, 36)),
        ("biennially bi-yearly two-yearly", new(TokenKind.Recurring, 24)),
        ("bi-monthly bimonthly", new(TokenKind.Recurring, 2)),
        ("bi-weekly", new(TokenKind.Recurring, -14)),
        ("annual", new(TokenKind.RecurringNoun, 12)),
        ("biannual bi-annual", new(TokenKind.RecurringNoun, 6)),
        ("biennial bi-ennial", new(TokenKind.RecurringNoun, 24)),
        ("regular regularly periodic periodically", new(TokenKind.Regular)),
        ("provisional provisionally possible possibly potentially potential likely expected anticipated indicative tentative "
            + "tentatively "
            + "estimated hopefully proposed", new(TokenKind.Caveat)),
        ("subject dependent dependant contingent pending depending", new(TokenKind.Subject)),
        ("tbc tba tbd tbd/tbc n/a n/k nk unknown undated unspecified confirmed determined agreed decided advised scheduled",
            new(TokenKind.Unset)),
        ("asap a.s.a.p immediate immediately urgent urgently now soon shortly imminent imminently", new(TokenKind.Soon)),
        ("required needed necessary appropriate arises arise", new(TokenKind.Trigger)),
        ("parliament election elections pre-election preelection purdah approval approved referendum inspection launch "
            + "adoption funding assent "
            + "legislation examination appointment appointed procurement joining receipt publication award recruitment "
            + "restructure guidance "
            + "referral admission discharge diagnosis sign-off", new(TokenKind.Event)),
        ("board boards hwb hwbb", new(TokenKind.Board)),
        ("cabinet cabinets council councils executive committee committees panel scrutiny assembly plenary smt slt cmt emt icb "
            + "ijb jpb osc hosc "
            + "subcommittee sub-committee governors", new(TokenKind.Body)),
        ("meeting meetings agm", new(TokenKind.Meeting)),
        ("report reports survey surveys census assessment framework policy policies act bill agreement manifesto charter audit "
            + "study settlement challenge "
            + "budget statement index paper prospectus accounts bulletin profile jsna sna masterplan vision roadmap blueprint "
            + "programme inventory "
            + "directive protocol covenant declaration dataset analysis snapshot", new(TokenKind.Document)),
        ("baseline baselines levels figures outturn outturns benchmark prices", new(TokenKind.Baseline)),
        ("complaints complaint enquiries enquiry queries query requests request applications application repairs cases "
            + "assessments appointments emails "
            + "e-mails letters correspondence residents invoices invoice claims customers users faults potholes defects "
            + "incidents bins respond responded "
            + "responds responding answer answered answering acknowledge acknowledged seen offending reoffending re-offending "
            + "readmission readmissions relapse all any everyone births birth", new(TokenKind.Case)),
        ("short shorter near", new(TokenKind.Horizon, 1)),
        ("medium", new(TokenKind.Horizon, 2)),
        ("long longer", new(TokenKind.Horizon, 3)),
        ("short-term shorter-term near-term", new(TokenKind.Horizon, 11)),
        ("medium-term mid-term", new(TokenKind.Horizon, 12)),
        ("long-term longer-term", new(TokenKind.Horizon, 13)),
        ("action delivery implementation improvement work recovery", new(TokenKind.ActionPlan)),
        ("plan plans strategy strategies", new(TokenKind.Plan)),
        ("consultation consultations engagement consult consulting", new(TokenKind.Consultation)),
        ("originally original formerly previously was", new(TokenKind.Former)),
        ("revised moved deferred delayed extended postponed slipped rescheduled re-scheduled rebaselined re-baselined pushed "
            + "slippage reprofiled "
            + "re-profiled rephased re-phased reforecast re-forecast reprogrammed re-programmed shifted slip slips deferral "
            + "delay postponement", new(TokenKind.Revised)),
        ("brought changed amended carried rolled updated put moving", new(TokenKind.Revised, 1)),
        ("place due target deadline date dates timescale timescales timeframe milestone milestones publish published final "
            + "finalise finalised draft established "
            + "live adopt adopted submit submission open opens build built deliver launched implement launches go-live",
            new(TokenKind.Lead)),
        ("pupils pupil students student children child sats phonics class classes transition curriculum girls boys schools "
            + "learners gcse gcses hpv "
            + "swimming leavers reception primary secondary nursery ncmp ks1 ks2 ks3 ks4 teachers timetable lessons vaccination",
            new(TokenKind.Audience)),
        ("homes households people houses properties jobs trees units places hours calls members staff adults families "
            + "businesses carers pounds miles "
            + "metres volunteers visits dwellings tonnes attendees responses", new(TokenKind.Counted)),
        ("phase stage tranche level room section priority page number version v ver band tier wave block plot theme item ref "
            + "part step lot zone area "
            + "table figure chapter appendix paragraph para objective outcome route flat floor junction grade score key clause "
            + "schedule regulation "
            + "article annex agenda box line type group option scenario pillar aim kpi nos article form platform bay ext",
            new(TokenKind.Counter)),
        ("mr mrs ms miss dr cllr councillor cllrs sir lady prof professor rev pc sgt aunt", new(TokenKind.Person)),
        ("road lane street gardens garden house lodge hill park hall court grove drive avenue cottage cottages meadow meadows "
            + "farm ward "
            + "view terrace square clinic surgery hospital water onion clean cleaning roll rolls hare board-walk chicken green "
            + "mews way wood bank "
            + "walk protest rally coaches town smith jones", new(TokenKind.NameTail)),
    ];
}
