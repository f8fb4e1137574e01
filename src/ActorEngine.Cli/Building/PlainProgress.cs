using System.Globalization;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>A line for everything that happens, each with its step's number: <c>#5 0.123 output</c>.</summary>
internal sealed class PlainProgress(Action<string> write) : IBuildProgress
{
    private readonly Dictionary<int, Shown> steps = [];
    private readonly FailureLog failures = new();
    private int current;

    public void On(BuildStep step)
    {
        failures.On(step);
        var text = new StringBuilder();
        Shown shown = ShownOf(step.Number, step.Title);
        if (step.State != BuildStepState.Started)
        {
            foreach (string line in shown.Lines.Take("", end: true)) Line(text, shown, $"{shown.LastSeconds} {line}");
            Line(text, shown, step.State switch
            {
                BuildStepState.Done => $"DONE {step.Seconds.ToString("0.0", CultureInfo.InvariantCulture)}s",
                BuildStepState.Cached => "CACHED",
                BuildStepState.Cancelled => "CANCELED",
                _ => $"ERROR: {step.Error}",
            });
            text.Append('\n');
            current = 0;
        }
        else Switch(text, shown);

        write(text.ToString());
    }

    public void On(BuildOutput output)
    {
        failures.On(output);
        Shown shown = ShownOf(output.Number, "");
        var text = new StringBuilder();
        if (output.IsStatus) Line(text, shown, output.Text.TrimEnd('\n'));
        else
        {
            shown.LastSeconds = output.Seconds.ToString("0.000", CultureInfo.InvariantCulture);
            foreach (string line in shown.Lines.Take(output.Text, end: false)) Line(text, shown, $"{shown.LastSeconds} {line}");
        }

        if (text.Length > 0) write(text.ToString());
    }

    public void Finish() => write(failures.Text());

    private Shown ShownOf(int number, string title)
    {
        if (!steps.TryGetValue(number, out Shown? shown)) steps[number] = shown = new Shown(number, title);
        return shown;
    }

    private void Line(StringBuilder text, Shown shown, string line)
    {
        Switch(text, shown);
        text.Append(CultureInfo.InvariantCulture, $"#{shown.Number} {line}\n");
    }

    // Another step than the last line's: that one is left open, and this one says again who it is.
    private void Switch(StringBuilder text, Shown shown)
    {
        if (current == shown.Number) return;
        if (current != 0) text.Append(CultureInfo.InvariantCulture, $"#{current} ...\n\n");
        current = shown.Number;
        text.Append(CultureInfo.InvariantCulture, $"#{shown.Number} {shown.Title}\n");
    }

    private sealed class Shown(int number, string title)
    {
        public int Number { get; } = number;

        public string Title { get; } = title;

        public StepLines Lines { get; } = new();

        public string LastSeconds { get; set; } = "0.000";
    }
}
