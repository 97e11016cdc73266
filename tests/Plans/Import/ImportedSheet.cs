using System.Text;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Plans.Import;

/// <summary>What the hub makes of a file, without a hub around it.</summary>
internal static class ImportedSheet
{
    private static readonly DateOnly Today = new(2022, 5, 24);

    public static ImportedPlan Csv(string text, StoredPlan? before = null, ImportChoices? choices = null) =>
        Bytes(Encoding.UTF8.GetBytes(text), null, before, choices);

    public static ImportedPlan Bytes(
        byte[] bytes,
        string? charset = null,
        StoredPlan? before = null,
        ImportChoices? choices = null) =>
        PlanImport.Read(
            TableFile.Read(bytes, WorkbookFile.IsPackage(bytes), charset, Headings.Count),
            "town",
            before,
            choices ?? new ImportChoices(),
            Today);

    public static ImportedPlan Xlsx(XlsxFile file, StoredPlan? before = null, ImportChoices? choices = null) =>
        Bytes(file.ToBytes(), null, before, choices);

    /// <summary>The plan once it was entered.</summary>
    public static StoredPlan Stored(this ImportedPlan import)
    {
        Assert.True(import.Errors.Count == 0, string.Join("\n", import.Errors));
        var plan = import.Plan!;
        var header = new StoredHeader(plan.ToHeader(), null, 1, "e");
        return new(
            header,
            [
                .. plan.Items.Select(
                    (d, order) =>
                        new StoredItem(
                            new PlanItem
                            {
                                Definition = d,
                                Order = order,
                                Sequence = 1,
                                State = ItemDates.Resolve(new TimescaleReader(), header.Plan, d, null),
                            },
                            "e")),
            ]);
    }

    public static ItemDefinition Item(this ImportedPlan import, string id)
    {
        Assert.True(import.Errors.Count == 0, string.Join("\n", import.Errors));
        return import.Plan!.Items.Single(i => i.Id == id);
    }

    public static IEnumerable<string> Ids(this ImportedPlan import)
    {
        Assert.True(import.Errors.Count == 0, string.Join("\n", import.Errors));
        return import.Plan!.Items.Select(i => i.Id);
    }

    public static string Warned(this ImportedPlan import) => string.Join("\n", import.Warnings);

    /// <summary>The same file again: the plan that comes of it is the one that is there.</summary>
    public static void AssertAgainChangesNothing(this ImportedPlan import, Func<StoredPlan, ImportedPlan> again)
    {
        var second = again(import.Stored());
        Assert.True(second.Errors.Count == 0, string.Join("\n", second.Errors));
        Assert.Equal(HubJson.Store(import.Plan), HubJson.Store(second.Plan));
    }
}
