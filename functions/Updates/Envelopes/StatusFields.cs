namespace HubFunctions.Updates;

/// <summary>Reads lifecycle and health. One word of a partner may speak on both axes; the field named after an axis has the last word on it.</summary>
internal static class StatusFields
{
    public static StatusMeaning Read(JsonFields fields, StatusWords words)
    {
        var lifecycle = Meaning(fields, "lifecycle", words.InLifecycle, () => words.Known(lifecycle: true));
        var health = Meaning(fields, "health", words.InHealth, () => words.Known(lifecycle: false));
        return new(lifecycle?.Lifecycle ?? health?.Lifecycle, health?.Health ?? lifecycle?.Health);
    }

    private static StatusMeaning? Meaning(JsonFields fields, string field, Func<string, StatusMeaning?> meaning, Func<string> known)
    {
        if (fields.Text(field, PartnerLimits.Word) is not { Length: > 0 } word)
            return null;
        var found = meaning(word);
        if (found is null)
            fields.Error(field, "unknown-word", $"The hub does not know this word. Known here: {known()}. The programme office can add your own words.");
        return found;
    }
}
