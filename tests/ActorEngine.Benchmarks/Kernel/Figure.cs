namespace ActorEngine.Benchmarks.Kernel;

/// <summary>One line of the table: what was measured, and the least or the most that is wanted.</summary>
internal sealed record Figure(string Name, string Unit, double Measured, double? Wanted = null, bool AtMost = false)
{
    public string Verdict => Wanted is not { } wanted ? "" : (AtMost ? Measured <= wanted : Measured >= wanted) ? "yes" : "NO";

    public string WantedText => Wanted is not { } wanted ? "" : (AtMost ? "<= " : ">= ") + Number(wanted);

    public string MeasuredText => Number(Measured);

    private static string Number(double value) =>
        value.ToString(value < 100 ? "0.##" : "#,0", System.Globalization.CultureInfo.InvariantCulture);
}
