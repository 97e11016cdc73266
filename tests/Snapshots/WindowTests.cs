using HubFunctions.Plans;
using HubFunctions.Snapshots;

namespace HubFunctions.Tests.Snapshots;

public sealed class WindowTests
{
    [Fact]
    public void A_consultation_is_open_to_the_last_instant_of_its_last_day_without_publishing_again()
    {
        var first = new DateOnly(2021, 11, 29);
        var last = new DateOnly(2022, 1, 23);
        var item = Views.Plan(1, i => i with
        {
            Definition = i.Definition with { Level = "consultation" },
            State = i.State with { Milestones = [i.State.Milestones[0] with { Earliest = first, Due = last }] },
        }).Items[0];
        Assert.Equal("Open from 29 November 2021 until the end of 23 January 2022", Words.Window(item));
        Assert.True(LondonTime.At(last, new TimeOnly(23, 59)) < item.Closes);
        Assert.Equal(LondonTime.At(last.AddDays(1), new TimeOnly(0, 0)), item.Closes);
        Assert.Equal(LondonTime.At(first, new TimeOnly(0, 0)), item.Opens);
    }

    [Fact]
    public void What_stands_below_an_unpublished_item_is_not_published_and_the_totals_still_add_up()
    {
        var content = Views.Plan(4, i => i with
        {
            Definition = i.Definition with { Published = i.Id == "d2" ? false : null, Parent = i.Id == "d3" ? "d2" : null },
        });
        Assert.Equal(["d1", "d4"], content.Items.Select(i => i.Id));
        Assert.Equal(2, content.Totals.Items);
        Assert.Equal(2, content.Totals.OnTrack);
    }

    [Fact]
    public void Nothing_within_the_rhythm_reads_not_reported()
    {
        var item = Views.Plan(1, i => i with { State = i.State with { AsAt = new(2022, 2, 1, 0, 0, 0, TimeSpan.Zero) } }).Items[
            0
        ];
        Assert.Equal((Health.NotReported, Standing.NotReported), (item.Health, item.Standing));
    }

    [Fact]
    public void Owners_are_named_only_where_the_plan_says_so_and_never_addressed()
    {
        var header = Views.Header() with
        {
            Owners =
            [
                new Owner
                {
                    Id = "a",
                    Name = "Councillor A",
                    Role = "Portfolio holder",
                    Email = "a@council.example",
                    PublicName = true,
                },
                new Owner
                {
                    Id = "b",
                    Name = "Officer B",
                    Role = "Manager",
                },
            ],
        };
        var items = Views
            .Plan(
                3,
                i =>
                    i with
                    {
                        Definition = i.Definition with
                        {
                            Owner = i.Id switch
                            {
                                "d1" => "a",
                                "d2" => "b",
                                _ => null,
                            },
                        },
                    },
                header)
            .Items;
        Assert.Equal(
            [new PublicOwner("Councillor A", "Portfolio holder"), new PublicOwner(null, "Manager"), null],
            items.Select(i => i.Owner));
    }
}
