using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Whose pages these are.</summary>
/// <param name="Name">As it stands at the head of every page.</param>
public sealed record Council(string Name)
{
    public static Council Read(SettingsReader settings) => new(settings.Text("Hub__Organisation") ?? "Deliverables Hub");
}
