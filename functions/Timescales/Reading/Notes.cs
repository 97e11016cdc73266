namespace HubFunctions.Timescales;

/// <summary>Collects what a reading assumes and how sure it is: no surer than its weakest assumption.</summary>
internal sealed class Notes
{
    private List<string>? _assumptions;

    public Confidence Confidence { get; private set; } = Confidence.High;

    public IReadOnlyList<string> Assumptions => _assumptions ?? (IReadOnlyList<string>)[];

    public void Add(Confidence atMost, string assumption)
    {
        Lower(atMost);
        _assumptions ??= [];
        if (!_assumptions.Contains(assumption))
        {
            _assumptions.Add(assumption);
        }
    }

    public void Add(Notes notes)
    {
        Lower(notes.Confidence);
        foreach (var assumption in notes.Assumptions)
        {
            Add(notes.Confidence, assumption);
        }
    }

    public void Lower(Confidence atMost)
    {
        if (atMost < Confidence)
        {
            Confidence = atMost;
        }
    }
}
