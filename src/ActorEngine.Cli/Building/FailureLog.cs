using System.Globalization;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>Keeps the last lines of each running step, to show those of one that fails.</summary>
internal sealed class FailureLog
{
    private const int Lines = 15;
    private readonly Dictionary<int, (string Title, Queue<string> Last)> running = [];
    private readonly Dictionary<int, StepLines> partial = [];
    private (string Title, Queue<string> Last)? failed;

    public void On(BuildStep step)
    {
        switch (step.State)
        {
            case BuildStepState.Started:
                running[step.Number] = (step.Title, new Queue<string>());
                break;
            case BuildStepState.Failed when failed is null && running.TryGetValue(step.Number, out var known):
                failed = known;
                break;
            case BuildStepState.Done or BuildStepState.Cached:
                running.Remove(step.Number);
                break;
        }
    }

    public void On(BuildOutput output)
    {
        if (output.IsStatus || !running.TryGetValue(output.Number, out var step)) return;
        if (!partial.TryGetValue(output.Number, out StepLines? lines)) partial[output.Number] = lines = new StepLines();
        foreach (string line in lines.Take(output.Text, end: false))
        {
            step.Last.Enqueue(output.Seconds.ToString("0.000", CultureInfo.InvariantCulture) + " " + line);
            if (step.Last.Count > Lines) step.Last.Dequeue();
        }
    }

    /// <summary>Empty where nothing failed.</summary>
    public string Text()
    {
        if (failed is not { } step || step.Last.Count == 0) return "";
        var text = new StringBuilder("------\n > ").Append(step.Title).Append(":\n");
        foreach (string line in step.Last) text.Append(line).Append('\n');
        return text.Append("------\n").ToString();
    }
}

/// <summary>Makes lines of text that comes in pieces.</summary>
internal sealed class StepLines
{
    private string rest = "";

    /// <param name="end">What is left without a newline is a line too.</param>
    public IReadOnlyList<string> Take(string text, bool end)
    {
        string[] parts = (rest + text).Split('\n');
        rest = end ? "" : parts[^1];
        // A line that a program wrote over shows as it was in the end.
        IEnumerable<string> lines = end && parts[^1].Length > 0 ? parts : parts.SkipLast(1);
        return [.. lines.Select(line => line.TrimEnd('\r')).Select(line => line[(line.LastIndexOf('\r') + 1)..])];
    }
}
