using System.Globalization;
using System.Text;
using System.Xml;

namespace HubFunctions.Plans;

/// <summary>A plan in Strategy Markup Language, Part 1 (ISO 17469-1): what other registers of strategies read. It holds no name
/// and no address of a
/// person, and no item that is kept from the public. Source: the schema of the standard, version 1.1 of 1 April 2014.
/// Pure.</summary>
public static class StratMl
{
    public const string ContentType = "application/xml; charset=utf-8";
    public const string Namespace = "urn:ISO:std:iso:17469:tech:xsd:stratml_core";

    public static byte[] Write(StoredPlan stored)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true };
        using (var xml = XmlWriter.Create(bytes, settings))
            WritePlan(xml, stored.Plan, [.. stored.Items.Where(i => i.Definition.Published != false)]);
        return bytes.ToArray();
    }

    private static void WritePlan(XmlWriter xml, PlanHeader plan, List<PlanItem> items)
    {
        xml.WriteStartElement("StrategicPlan", Namespace);
        Text(xml, "Name", plan.Title);
        if (plan.Period is { Length: > 0 } period)
            Text(xml, "Description", period);
        xml.WriteStartElement("StrategicPlanCore", Namespace);
        if (plan.Organisation.Length > 0)
        {
            xml.WriteStartElement("Organization", Namespace);
            Text(xml, "Name", plan.Organisation);
            xml.WriteEndElement();
        }

        WriteGoals(xml, plan, items);
        xml.WriteEndElement();
        xml.WriteStartElement("AdministrativeInformation", Namespace);
        Text(xml, "StartDate", plan.ReferenceDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>The form has two levels: what stands at the top is a goal, everything below it one of its objectives. It needs a
    /// goal at least.</summary>
    private static void WriteGoals(XmlWriter xml, PlanHeader plan, List<PlanItem> items)
    {
        var ids = items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        var below = items.Where(i => i.Definition.Parent is { } parent && ids.Contains(parent))
            .ToLookup(i => i.Definition.Parent!, StringComparer.Ordinal);
        var top = items.Where(i => i.Definition.Parent is not { } parent || !ids.Contains(parent)).ToList();
        foreach (var goal in top)
        {
            xml.WriteStartElement("Goal", Namespace);
            WriteItem(xml, goal);
            foreach (var objective in Below(goal, below))
            {
                xml.WriteStartElement("Objective", Namespace);
                WriteItem(xml, objective);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        if (top.Count > 0)
            return;
        xml.WriteStartElement("Goal", Namespace);
        Text(xml, "Name", plan.Title);
        Text(xml, "Description", "");
        xml.WriteEndElement();
    }

    private static IEnumerable<PlanItem> Below(PlanItem item, ILookup<string, PlanItem> below) =>
        below[item.Id].SelectMany(i => Below(i, below).Prepend(i));

    private static void WriteItem(XmlWriter xml, PlanItem item)
    {
        Text(xml, "Name", item.Definition.Title);
        Text(xml, "Description", item.Definition.Label ?? item.Definition.Level);
        Text(xml, "Identifier", $"item-{item.Id}");
        Text(xml, "SequenceIndicator", item.Id);
        foreach (var partner in item.Definition.Partners)
        {
            xml.WriteStartElement("Stakeholder", Namespace);
            xml.WriteAttributeString("StakeholderTypeType", "Organization");
            Text(xml, "Name", partner);
            xml.WriteEndElement();
        }

        if (item.Definition.Timescale is { Length: > 0 } timescale)
            Text(xml, "OtherInformation", $"Timescale: {timescale}");
    }

    /// <summary>XML has no place for most control characters.</summary>
    private static void Text(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, Namespace, XmlText.Plain(text));
}
