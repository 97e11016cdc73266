using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Export;

/// <summary>The plan as StratML, read by .NET's own schema validator.</summary>
public sealed class StratMlTests(AzuriteFixture azurite)
{
    private static readonly XNamespace Ns = StratMl.Namespace;

    [Fact]
    public async Task A_plan_keeps_to_the_schema_and_names_no_person()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var entered = await app.Office.PutJsonAsync("/api/plans/town", new
        {
            id = "town",
            title = "Town plan <2021> & after",
            organisation = "Town Council",
            period = "2021 to 2023",
            referenceDate = "2021-09-01",
            owners = new[] { new { id = "ann", name = "Ann Lee", email = "ann@town.example" } },
            items = new object[]
            {
                new { id = "p1", level = "priority", label = "Priority for action", title = "Homes" },
                new
                {
                    id = "1.1",
                    parent = "p1",
                    title = "Build",
                    owner = "ann",
                    partners = new[] { "NHS", "Fire; rescue" },
                    timescale = "Spring 2023",
                },
                new { id = "1.1.a", parent = "1.1", title = "First street" },
                new { id = "p2", level = "priority", title = "Roads" },
                new { id = "secret", parent = "p2", title = "Not for the public", published = false },
            },
        });
        entered.EnsureSuccessStatusCode();

        using var answer = await app.Office.GetAsync(
            "/api/plans/town/export?format=stratml", TestContext.Current.CancellationToken);
        var xml = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ("application/xml", "town.stratml.xml"),
            (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.FileName));
        var plan = Valid(xml);
        Assert.Equal("Town plan <2021> & after", plan.Element(Ns + "Name")!.Value);
        var goals = plan.Element(Ns + "StrategicPlanCore")!.Elements(Ns + "Goal").ToList();
        Assert.Equal(["Homes", "Roads"], goals.Select(g => g.Element(Ns + "Name")!.Value));
        Assert.Equal(["Build", "First street"], goals[0].Elements(Ns + "Objective").Select(o => o.Element(Ns + "Name")!.Value));
        Assert.Equal(["NHS", "Fire; rescue"], goals[0].Descendants(Ns + "Stakeholder").Select(s => s.Value));
        Assert.DoesNotContain("Ann", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("Not for the public", xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u0007b", "a b")]
    [InlineData("a\uFFFEb", "a b")]
    [InlineData("<a> & \U0001F535", "<a> & \U0001F535")]
    public void A_title_loses_only_what_XML_has_no_place_for(string title, string shown)
    {
        var header = new PlanHeader { Id = "town", Title = title, ReferenceDate = new(2022, 1, 1) };

        Assert.Equal(
            shown,
            Valid(System.Text.Encoding.UTF8.GetString(StratMl.Write(new(new(header, null, 1, "e"), []))))
                .Element(Ns + "Name")!.Value);
    }

    [Fact]
    public void A_plan_without_items_keeps_to_the_schema()
    {
        var header = new PlanHeader { Id = "town", Title = "Town", ReferenceDate = new(2022, 1, 1) };

        Valid(System.Text.Encoding.UTF8.GetString(StratMl.Write(new(new(header, null, 1, "e"), []))));
    }

    [Theory]
    [InlineData("<Name>x</Name>")]
    [InlineData("<StrategicPlanCore><Goal><Name>x</Name><Description/></Goal></StrategicPlanCore><Name>x</Name>")]
    public void The_schema_refuses_what_is_no_plan(string inner) =>
        Assert.Throws<XmlSchemaValidationException>(
            () => Valid($"<StrategicPlan xmlns=\"{StratMl.Namespace}\">{inner}</StrategicPlan>"));

    private static XElement Valid(string xml)
    {
        var document = XDocument.Parse(xml);
        var schemas = new XmlSchemaSet();
        using var file = XmlReader.Create(Path.Combine(NodeTools.TestsFolder, "Plans", "Export", "stratml.xsd"));
        schemas.Add(StratMl.Namespace, file);
        document.Validate(schemas, null);
        return document.Root!;
    }
}
