namespace HubFunctions.Plans;

/// <summary>The words of the grammar of counts. A word in none of the lists is a modifier, or in the plural a thing.</summary>
internal static class PeopleWords
{
    /// <summary>Persons, groups of them and events that are persons, in the singular.</summary>
    public static readonly HashSet<string> One = Set(
        "person individual resident patient inpatient outpatient child baby infant newborn toddler adult woman man girl " +
        "boy lad youth youngster teenager teen minor adolescent " +
        "family household client carer caregiver pupil student learner undergraduate tenant leaseholder homeowner victim " +
        "participant respondent attendee user pensioner veteran " +
        "refugee migrant immigrant evacuee mother father mum mom dad parent grandparent grandmother grandfather guardian " +
        "sibling brother sister son daughter twin niece nephew " +
        "couple husband wife widow widower offender prisoner detainee inmate suspect survivor witness perpetrator abuser " +
        "smoker drinker addict sleeper leaver seeker " +
        "claimant applicant jobseeker neet amputee diabetic asthmatic case death suicide homicide murder birth stillbirth " +
        "pregnancy miscarriage abortion diagnosis admission readmission " +
        "hospitalisation fatality casualty overdose assault rape injury infection amputation drowning citizen neighbour " +
        "villager commuter cyclist pedestrian passenger donor " +
        "orphan adoptee fosterer returner complainant lodger occupant occupier senior elder deportation eviction exclusion " +
        "referral self-referral sufferer human someone " +
        "householder renter parishioner worshipper traveller gypsy bereavement relapse discharge male female lady " +
        "gentleman lass kid schoolchild grandchild stepchild preschooler stroke seizure arrest conviction detention " +
        "adoption");

    public static readonly HashSet<string> Many = Set(
        "people persons folk children babies women men families pregnancies diagnoses fatalities casualties injuries wives " +
        "over-65s under-fives under-5s under-18s peoples kids " +
        "siblings elderly minors twins triplets nationals ladies gentlemen schoolchildren grandchildren stepchildren olds " +
        "orphans households");

    /// <summary>What people's words before them do not make people, in the singular; staff too.</summary>
    public static readonly HashSet<string> Thing = Set(
        "centre center hub home house flat group club service scheme programme program project plan strategy survey study " +
        "report review policy place bed school college " +
        "nursery clinic surgery hospital ward team worker nurse officer champion midwife visitor doctor gp psychologist " +
        "manager coordinator lead advisor adviser " +
        "navigator commissioner practitioner therapist teacher trainer assistant session course class workshop event " +
        "meeting forum board panel network partnership charter " +
        "pathway vehicle bus cafe café library park playground garden room building unit site shelter refuge shed fund " +
        "grant award pack guide leaflet website app portal line " +
        "helpline day week month year hour minute quarter aim goal priority action outcome objective ambition measure " +
        "target theme area town city village borough district " +
        "region ward neighbourhood estate street road scheme pilot trial model tool template form list register record " +
        "book story survey audit assessment check test visit " +
        "call letter message email job post role vacancy apprenticeship contract agreement bid company business enterprise " +
        "charity organisation provider practice voice " +
        "passport card voucher space zone bay kit set approach offer festival show film song trip walk route playgroup " +
        "crèche creche drop-in question page chapter part " +
        "stage step phase point way thing pound pence mile metre bedroom court conference summit campaign newsletter " +
        "bulletin directory database system dashboard indicator " +
        "collection association trust society alliance federation coalition council authority agency department initiative " +
        "foundation union community committee box bag meal breakfast lunch budget saving cost fee");

    /// <summary>What happens to persons only: after a number it makes it one of persons.</summary>
    public static readonly HashSet<string> Befell = Set("died die drowned overdosed relapsed miscarried");

    public static readonly HashSet<string> Suffered = Set(
        "admitted readmitted hospitalised hospitalized injured killed arrested deported evicted rehoused bereaved " +
        "diagnosed detained sectioned murdered assaulted raped " +
        "trafficked fostered jailed imprisoned");

    /// <summary>What also happens to things.</summary>
    public static readonly HashSet<string> Ambiguous = Set(
        "adopted excluded discharged passed born missing hurt harmed infected tested abused housed moved died pregnant homeless");

    public static readonly HashSet<string> Be = Set("have has had were was are is been being have've");

    /// <summary>Verbs and other words that end a noun phrase.</summary>
    public static readonly HashSet<string> Stop = Set(
        "for of in to and the with or by from at on per that which a an as where who whose whom when while if but than " +
        "then so nor into onto over under within without about " +
        "after before during until since between among amongst across through via near against despite because is are was " +
        "were be been being has have had do does did will would " +
        "can could may might must shall should came come comes left leave leaves went go goes died die fell fall took take " +
        "got get gets gave give lost lose won win chose choose " +
        "spoke speak said say says told tell felt feel made make makes met meet began begin became become kept keep knew " +
        "know saw see sent grew live lives work works need needs " +
        "wait waits join joins agree agrees remain remains stay stays lack want wants use uses thrive benefit help aged " +
        "not no only also now still ago later alone himself herself " +
        "themselves each their his her its our your my this these those them he she they it we you i there here yes today " +
        "yesterday fled sought sued cried slept ran");

    /// <summary>What a number follows as a name follows a title.</summary>
    public static readonly HashSet<string> Label = Set(
        "type tier ward year level band phase stage ks grade class cohort wave step priority zone area category section " +
        "outcome action aim goal objective theme ambition " +
        "table figure fig chart graph map chapter annex annexe appendix recommendation strategy layer pillar part lot room " +
        "floor block unit district tranche version " +
        "quarter q h no page point item question option scenario week month day session module schedule clause article " +
        "standard domain strand workstream indicator measure " +
        "milestone deliverable locality sector patch cluster bay gate platform pod age war rule volume issue batch arm " +
        "commitment principle group site");

    /// <summary>Titles only where they begin with a capital: "Team 3", but "in hospital 3 patients".</summary>
    public static readonly HashSet<string> CapitalLabel = Set(
        "house flat line route model round project programme plan form hub centre school team key pilot test study trial " +
        "hospital court studio box play formula channel radio " +
        "windows covid mission challenge foundation pathway building street h");

    /// <summary>After these a full stop does not end a sentence.</summary>
    public static readonly HashSet<string> Abbreviations = Set("fig figs no nos ch sec para vol pt app art st");

    public static readonly HashSet<string> Determiners = Set(
        "this that the a an our your their his her its each every any last next previous per same one whole some first final "
            + "past");

    /// <summary>After a number: it is a share, a multiple or part of a larger number.</summary>
    public static readonly HashSet<string> Scale = Set(
        "hundred hundreds thousand thousands million millions billion billions trillion dozen dozens score m k bn % " +
        "percent percentage pc per-cent times time third thirds quarter quarters half halves fifth fifths " +
        "tenth tenths sixth sixths eighth eighths year years yr yrs month months week weeks day days hour hours minute " +
        "minutes mins hrs am pm o'clock fold twelfths °c degrees");

    public static readonly HashSet<string> Tens = Set("twenty thirty forty fifty sixty seventy eighty ninety");

    public static readonly HashSet<string> Months = Set(
        "january february march april may june july august september october november december jan feb mar apr jun jul aug " +
        "sep sept oct nov dec");

    public static readonly HashSet<string> TargetCues = Set(
        "target targets goal goals aim aims aiming ambition trajectory ceiling maximum capacity");

    public static readonly HashSet<string> Intentions = Set(
        "plan plans planning planned intend intends hope hopes expect expects want wants will to must should can could would");

    public static readonly HashSet<string> Actions = Set(
        "house rehouse support help train recruit reach offer open appoint fund place engage involve move enrol give take " +
        "see treat serve visit welcome find employ provide deliver sign");

    /// <summary>Units of a measure that say nothing of what is counted.</summary>
    public static readonly HashSet<string> Neutral = Set(
        "number count total no # n nr num numbers each figure headcount qty quantity");

    public static readonly HashSet<string> CountWords = Set("number numbers no count total how many tally quantity sum overall");

    /// <summary>Plural in form only.</summary>
    public static readonly HashSet<string> NoPlural = Set(
        "trans sports drugs previous news maths politics overseas always perhaps this his its hers yours theirs does was has "
            + "sometimes");

    /// <summary>Cases of these are no persons.</summary>
    public static readonly HashSet<string> CaseKinds = Set(
        "use business test show best worst court legal edge complaint planning investment");

    /// <summary>Words of a measure that is no count.</summary>
    public static readonly HashSet<string> Rates = Set(
        "rate ratio average mean median proportion percentage percent share score index rank per level");

    static PeopleWords()
    {
        Neutral.Add("");
        Many.UnionWith(One.Select(Plural));
        Things.UnionWith(Thing.Select(Plural));
        Many.ExceptWith(["partners", "seniors'", "discharges'"]);
    }

    public static HashSet<string> Things { get; } =
        Set(
            "premises works series gps staff stairs people's means news bungalows homes childminders ambulances trustees "
                + "volunteers");

    private static string Plural(string word) => word switch
    {
        [.., 's' or 'x'] or [.., 'c' or 's', 'h'] => word + "es",
        [.., not ('a' or 'e' or 'o' or 'u'), 'y'] => word[..^1] + "ies",
        _ => word + "s",
    };

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
