namespace HubFunctions.Tests.Samples;

public sealed class SampleFigureTests
{
    [Theory]
    [InlineData("westminster-kc", "0-c3", "new-homes", "homes", 4500)]
    [InlineData("kirklees", "1.1", "care-associations", "associations", 1)]
    [InlineData("kirklees", "2.1", "policies", "policies", 1)]
    [InlineData("kirklees", "3.1", "micro-enterprises", "micro-enterprises", 4)]
    [InlineData("kirklees", "3.2", "homes-ashbrow", "homes", 50)]
    [InlineData("kirklees", "3.2", "homes-cleckheaton", "homes", 50)]
    [InlineData("kirklees", "6.4", "cohorts", "cohorts", 1)]
    [InlineData("wakefield", "3-i3", "communities", "communities", 10)]
    public void A_quantity_of_the_plan_is_a_target(string plan, string item, string measure, string unit, int target)
    {
        var defined = SampleFiles.Item(plan, item).List("measures").Single(m => m.Text("id") == measure);
        Assert.Equal((unit, target), (defined.Text("unit"), defined.GetProperty("target").GetInt32()));
    }

    [Theory]
    [InlineData("updates", "westminster-kc", "0-x1", "population-westminster", 261000, "people", null, "approximate")]
    [InlineData("updates", "westminster-kc", "0-x1", "population-kc", 153000, "people", null, "approximate")]
    [InlineData("updates", "westminster-kc", "0-x1", "one-person-households-westminster", 24, "% of residents", null, null)]
    [InlineData("updates", "westminster-kc", "0-c6", "homelessness-relieved-westminster", 447, "households", "2021", null)]
    [InlineData("updates", "westminster-kc", "0-c6", "homelessness-relieved-families-westminster", 132, "families", "2021", null)]
    [InlineData("updates", "westminster-kc", "0-c6", "homelessness-relieved-kc", 560, "households", "2021", null)]
    [InlineData("updates", "westminster-kc", "0-c6", "homelessness-relieved-families-kc", 104, "families", "2021", null)]
    [InlineData("updates", "westminster-kc", "0-c6", "threatened-homelessness-westminster", 172, "people", "2021", null)]
    [InlineData("updates", "westminster-kc", "0-c6", "threatened-homelessness-kc", 109, "people", "2021", null)]
    [InlineData("updates", "kirklees", "case-1", "contact-hours", 2436, "hours", "From October 2020 - April 2021", null)]
    [InlineData("updates", "kirklees", "case-1", "clear-clients", 44, "people", "From October 2020 - April 2021", null)]
    [InlineData(
        "updates", "kirklees", "case-1", "hours-per-client", 55.4, "hours per client", "From October 2020 - April 2021",
        "approximate")]
    [InlineData("updates-later", "wakefield", "3-i1", "households", 100, "households", "from May to July 2022", "atLeast")]
    [InlineData("updates-later", "wakefield", "3-i1", "events", 15, "events", "from May to July 2022", "atLeast")]
    [InlineData("updates-later", "wakefield", "3-i1", "gained", 334864, "£", "from May to July 2022", null)]
    [InlineData(
        "updates-later", "wakefield", "3-i1", "gained-per-household", 3251, "£ per household", "from May to July 2022",
        null)]
    [InlineData("updates-later", "wakefield", "3-i1", "households-both", 300, "households", "Both campaigns", "approximate")]
    [InlineData("updates-later", "wakefield", "3-i1", "gained-both", 717700, "£", "Both campaigns", null)]
    [InlineData(
        "updates-later", "wakefield", "3-i1", "gained-per-household-both", 2474, "£ per household", "Both campaigns",
        "approximate")]
    [InlineData("updates-later", "wakefield", "3-i4", "books", 30000, "books", "2017 to 2023", "atLeast")]
    [InlineData("updates-later", "wakefield", "3-i4", "children", 1500, "children", null, "atLeast")]
    [InlineData("updates-later", "wakefield", "3-i2", "residents-nine-hubs", 1500, "people", "All nine hubs", "atLeast")]
    [InlineData("updates-later", "wakefield", "3-i2", "gained-nine-hubs", 1700000, "£", "All nine hubs", "approximate")]
    public void A_figure_of_the_source_is_reported(
        string file, string plan, string item, string measure, double value, string unit, string? period, string? flag)
    {
        var reported = Assert.Single(SampleFiles.Values(plan, item, measure, file));
        Assert.Equal((decimal)value, reported.GetProperty("value").GetDecimal());
        Assert.Equal((unit, period), (reported.Text("unit"), reported.Text("period")));
        Assert.Equal((flag == "approximate", flag == "atLeast"), (reported.Flag("approximate"), reported.Flag("atLeast")));
    }

    [Theory]
    [InlineData("westminster-kc", "0-x1", "one-person-households-kc")]
    [InlineData("kirklees", "o1", "healthy-life-expectancy")]
    public void A_figure_nobody_holds_is_defined_and_never_reported(string plan, string item, string measure)
    {
        Assert.Contains(SampleFiles.Item(plan, item).List("measures"), m => m.Text("id") == measure);
        Assert.Empty(SampleFiles.Values(plan, item, measure));
    }

    [Fact]
    public void No_extra_care_home_is_finished_and_that_zero_is_reported()
    {
        var finished = new[] { "homes-ashbrow", "homes-cleckheaton" }.SelectMany(m => SampleFiles.Values("kirklees", "3.2", m));
        Assert.Equal([0, 0, 0, 0], finished.Select(v => v.GetProperty("value").GetInt32()));
    }

    [Fact]
    public void The_campaign_total_and_its_average_mean_more_than_a_hundred_households()
    {
        decimal Value(string measure) =>
            SampleFiles.Values("wakefield", "3-i1", measure, "updates-later").Single().GetProperty("value").GetDecimal();
        Assert.Equal(103, Math.Round(Value("gained") / Value("gained-per-household")));
        Assert.True(Value("households") < 103, "The lower bound is kept as given, not replaced by the quotient.");
    }
}
