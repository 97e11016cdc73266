using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Plans;

/// <summary>An import between its steps: the file, and what was said of it so far.</summary>
public sealed record ImportDraft
{
    public required string Id { get; init; }

    /// <summary>Id of the plan, there or new.</summary>
    public required string Plan { get; init; }

    /// <summary>Title of a plan that is new; null for one that was there.</summary>
    public string? Title { get; init; }

    /// <summary>As the sender called it; "pasted text" for a text.</summary>
    public required string FileName { get; init; }

    /// <summary>Whether the sender called it a workbook.</summary>
    public bool IsWorkbook { get; init; }

    /// <summary>SHA-256 of the file, hex.</summary>
    public required string FileHash { get; init; }

    /// <summary>When the file came (UTC, the real clock).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The day from which a new plan's words are read; null until somebody said so.</summary>
    public DateOnly? ReferenceDate { get; init; }

    public string? Sheet { get; init; }

    /// <summary>Line of the headings, from 1; null until somebody said so.</summary>
    public int? HeadingLine { get; init; }

    /// <summary>What each column is, decided by somebody; null until then.</summary>
    public IReadOnlyList<ImportField>? Fields { get; init; }
    public bool Remove { get; init; }
    public int? ConfirmRemove { get; init; }

    /// <summary>By item: what its timescale means, where the reading is not meant.</summary>
    public IReadOnlyDictionary<string, string> Meanings { get; init; } = new Dictionary<string, string>();

    public ImportChoices Choices => new()
    {
        Sheet = Sheet,
        HeadingLine = HeadingLine,
        Mapping = Fields is { } fields ? new ColumnMapping(fields) : null,
        Title = Title,
        ReferenceDate = ReferenceDate,
        Remove = Remove,
        ConfirmRemove = ConfirmRemove,
    };

    /// <summary>Changes with the file, its reading and the plan; not with what an editor decides on the check itself.</summary>
    public string VersionWith(StoredPlan? plan)
    {
        var text = new StringBuilder(
            $"{FileHash}\n{Sheet}\n{HeadingLine}\n{string.Join(',', Fields ?? [])}\n{plan?.Header.Sequence}\n");
        foreach (var item in plan?.Items ?? [])
            text.Append(HubJson.Store(item.Definition)).Append(item.State.Reading.Override?.Text).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
