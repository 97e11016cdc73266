using System.Text.Json;
using System.Text.Json.Serialization;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Samples;

public sealed class SamplePlanTests
{
    public static TheoryData<string> Plans => new(SampleFiles.PlanIds);

    private static readonly JsonSerializerOptions NothingLeftOver = new(HubJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_plan_has_no_field_that_the_contract_does_not_name(string plan)
    {
        var read = SampleFiles.Plan(plan).Deserialize<PlanDefinition>(NothingLeftOver);
        Assert.Equal(SampleFiles.Items(plan).Length, read!.Items.Count);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_id_is_valid_and_used_once(string plan)
    {
        Assert.Equal(plan, SampleFiles.Plan(plan).Text("id"));
        var items = SampleFiles.Items(plan);
        Assert.NotEmpty(items);
        Assert.All(items, i => Assert.True(Id.IsValid(i.Text("id")), i.Text("id")));
        Assert.Distinct(items.Select(i => i.Text("id")));
        Assert.All(items, i => Assert.Distinct(i.List("measures").Select(m => m.Text("id"))));
        Assert.All(items.SelectMany(i => i.List("measures")), m => Assert.True(Id.IsValid(m.Text("id")), m.Text("id")));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_parent_predecessor_and_owner_exists(string plan)
    {
        var items = SampleFiles.Items(plan);
        var ids = items.Select(i => i.Text("id")).ToHashSet();
        var owners = SampleFiles.Plan(plan).List("owners").Select(o => o.Text("id")).ToHashSet();
        string?[] links = [.. items.Select(i => i.Text("parent")), .. items.Select(i => i.Text("after"))];
        Assert.All(links.Where(l => l is not null), l => Assert.Contains(l, ids));
        Assert.All(items.Select(i => i.Text("owner")).Where(o => o is not null), o => Assert.Contains(o, owners));
        var standIns = SampleFiles.Plan(plan).List("owners").SelectMany(o => new[] { o.Text("deputy"), o.Text("escalateTo") });
        Assert.All(standIns.Where(o => o is not null), o => Assert.Contains(o, owners));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_parent_stands_before_its_children(string plan)
    {
        HashSet<string> seen = [];
        foreach (var item in SampleFiles.Items(plan))
        {
            if (item.Text("parent") is { } parent)
                Assert.Contains(parent, seen);
            seen.Add(item.Text("id")!);
        }
    }

    [Theory]
    [InlineData("westminster-kc", "draft", "2022-01-01", "E09000033 E09000020")]
    [InlineData("kirklees", "adopted", "2021-10-01", "E08000034")]
    [InlineData("leicestershire", "consultation", "2021-11-29", "E10000018")]
    [InlineData("wakefield", "adopted", "2023-08-08", "E08000036")]
    [InlineData("cheshire-west", "adopted", "2022-04-01", "E06000050")]
    public void Each_plan_keeps_its_status_reference_date_and_area(string id, string status, string reference, string area)
    {
        var plan = SampleFiles.Plan(id);
        Assert.Equal((status, reference, area), (plan.Text("status"), plan.Text("referenceDate"), plan.Text("area")));
        Assert.True(plan.Flag("published"), "All five are public pages of the sample, so each says so itself.");
    }

    [Fact]
    public void No_municipal_year_is_entered_so_that_entering_one_moves_a_reminder() =>
        Assert.Empty(SampleFiles.Plan("kirklees").GetProperty("calendar").EnumerateObject());

    [Theory]
    [InlineData("westminster-kc", "vision:2 measure:1 theme:5 outcome:10 commitment:8 milestone:2")]
    [InlineData("kirklees", "outcome:5 priority:6 action:6 deliverable:12 evidence:1")]
    [InlineData("leicestershire", "theme:1 outcome:4 action:1 commitment:5 milestone:1")]
    [InlineData("wakefield", "vision:1 theme:4 action:10")]
    [InlineData("cheshire-west", "commitment:20")]
    public void Every_item_of_the_source_is_there(string plan, string expected) =>
        Assert.Equal(
            expected.Split(' ').Order(StringComparer.Ordinal),
            SampleFiles.Items(plan).CountBy(i => i.Text("level")!)
                .Select(c => $"{c.Key}:{c.Value}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("westminster-kc", "Ambition|Context figures|Focus area|Horizon|Vision 1|Vision 2|We will|Work programme")]
    [InlineData("kirklees", "Action|Case study|Deliverable|Outcome|Priority for action|What we are aiming to achieve")]
    [InlineData("leicestershire", "Board decision|Commitment|Consultation|Consultation step|Life course|Outcome")]
    [InlineData("wakefield", "Initiative|Mission|Priority area")]
    [InlineData("cheshire-west", "Commitment")]
    public void Every_plan_speaks_its_own_vocabulary(string plan, string labels) =>
        Assert.Equal(
            labels.Split('|'),
            SampleFiles.Items(plan).Select(i => i.Text("label")).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("westminster-kc", 2)]
    [InlineData("kirklees", 4)]
    [InlineData("leicestershire", 2)]
    [InlineData("wakefield", 3)]
    [InlineData("cheshire-west", 1)]
    public void Every_plan_keeps_its_own_depth(string plan, int levels)
    {
        var parents = SampleFiles.Items(plan).ToDictionary(i => i.Text("id")!, i => i.Text("parent"));
        int Depth(string id) => parents[id] is { } parent ? 1 + Depth(parent) : 1;
        Assert.Equal(levels, parents.Keys.Max(Depth));
    }
}
