namespace HubFunctions.Plans;

/// <summary>Takes accented letters apart, as Unicode's canonical decomposition does for Latin, Greek and Cyrillic. The hub runs
/// without
/// culture data (InvariantGlobalization), where <see cref="string.Normalize()"/> leaves a text as it is.</summary>
/// <remarks>Source: Unicode Character Database, lower-case letters that decompose canonically in U+00C0 to U+024F, U+0386 to
/// U+03CE,
/// U+0400 to U+04FF and U+1E00 to U+1EFF.</remarks>
internal static class LetterParts
{
    /// <summary>By combining mark: each letter, and what it is with the mark.</summary>
    private static readonly Dictionary<char, string> ByMark = new()
    {
        ['\u0300'] = "aàeèiìoòuùüǜnǹеѐиѝēḕōṑwẁâầăằêềôồơờưừyỳ",
        ['\u0301'] = "aáeéiíoóuúyýcćlĺnńrŕsśzźüǘgǵåǻæǽøǿϊΐαάεέηήιίϋΰοόυύωώгѓкќçḉēḗïḯkḱmḿõṍōṓpṕũṹwẃâấăắêếôốơớưứ",
        ['\u0302'] = "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷzẑạậẹệọộ",
        ['\u0303'] = "aãnñoõiĩuũvṽâẫăẵeẽêễôỗơỡưữyỹ",
        ['\u0304'] = "aāeēiīoōuūüǖäǟȧǡæǣǫǭöȫõȭȯȱyȳиӣуӯgḡḷḹṛṝ",
        ['\u0306'] = "aăeĕgğiĭoŏuŭийуўжӂаӑеӗȩḝạặ",
        ['\u0307'] = "cċeėgġzżaȧoȯbḃdḋfḟhḣmṁnṅpṗrṙsṡśṥšṧṣṩtṫwẇxẋyẏſẛ",
        ['\u0308'] = "aäeëiïoöuüyÿιϊυϋеёіїаӓәӛжӝзӟиӥоӧөӫэӭуӱчӵыӹhḧõṏūṻwẅxẍtẗ",
        ['\u0309'] = "aảâẩăẳeẻêểiỉoỏôổơởuủưửyỷ",
        ['\u030a'] = "aåuůwẘyẙ",
        ['\u030b'] = "oőuűуӳ",
        ['\u030c'] = "cčdďeělľnňrřsštťzžaǎiǐoǒuǔüǚgǧkǩʒǯjǰhȟ",
        ['\u030f'] = "aȁeȅiȉoȍrȑuȕѵѷ",
        ['\u0311'] = "aȃeȇiȋoȏrȓuȗ",
        ['\u031b'] = "oơuư",
        ['\u0323'] = "bḅdḍhḥkḳlḷmṃnṇrṛsṣtṭvṿwẉzẓaạeẹiịoọơợuụưựyỵ",
        ['\u0324'] = "uṳ",
        ['\u0325'] = "aḁ",
        ['\u0326'] = "sștț",
        ['\u0327'] = "cçgģkķlļnņrŗsştţeȩdḑhḩ",
        ['\u0328'] = "aąeęiįuųoǫ",
        ['\u032d'] = "dḓeḙlḽnṋtṱuṷ",
        ['\u032e'] = "hḫ",
        ['\u0330'] = "eḛiḭuṵ",
        ['\u0331'] = "bḇdḏkḵlḻnṉrṟtṯzẕhẖ",
    };

    private static readonly Dictionary<char, (char Letter, char Mark)> Parts = ByMark
        .SelectMany(m => m.Value.Chunk(2).Select(pair => (Whole: pair[1], Parts: (pair[0], m.Key))))
        .ToDictionary(p => p.Whole, p => p.Parts);

    /// <summary>The letter and its marks, in canonical order.</summary>
    /// <param name="letter">Lower case.</param>
    public static void AppendTo(System.Text.StringBuilder text, char letter)
    {
        if (letter < '\u00c0')
        {
            text.Append(letter);
        }
        else if (Parts.TryGetValue(letter, out var parts))
        {
            AppendTo(text, parts.Letter);
            AppendMark(text, parts.Mark);
        }
        else if (IsMark(letter))
        {
            AppendMark(text, letter);
        }
        else
        {
            text.Append(letter);
        }
    }

    private static bool IsMark(char c) => c is >= '\u0300' and <= '\u036f';

    /// <summary>Marks of different places may come in any order, and mean the same.</summary>
    private static void AppendMark(System.Text.StringBuilder text, char mark)
    {
        var at = text.Length;
        while (at > 0 && IsMark(text[at - 1]) && Place(text[at - 1]) > Place(mark))
            at--;
        text.Insert(at, mark);
    }

    /// <summary>The canonical combining class.</summary>
    private static int Place(char mark) => mark switch
    {
        '\u0327' or '\u0328' => 202,
        '\u031b' => 216,
        (>= '\u0323' and <= '\u0326') or '\u032d' or '\u032e' or '\u0330' or '\u0331' => 220,
        _ => 230,
    };
}
