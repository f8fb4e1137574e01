using System.Globalization;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>The steps as a list that is drawn over and over, with the last lines of those that run.</summary>
internal sealed class TerminalProgress : IBuildProgress, IDisposable
{
    private const int OutputLines = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly List<Shown> steps = [];
    private readonly FailureLog failures = new();
    private readonly Lock gate = new();
    private readonly Action<string> write;
    private readonly Func<(int Columns, int Rows)> size;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly long began;
    private long drawn;
    private int height;
    private bool finished;

    public TerminalProgress(Action<string> write, Func<(int Columns, int Rows)> size, TimeProvider time)
    {
        (this.write, this.size, this.time) = (write, size, time);
        began = time.GetTimestamp();
        // A step that is silent still shows how long it takes.
        timer = time.CreateTimer(_ => Tick(), null, Pause, Pause);
    }

    public void On(BuildStep step)
    {
        using Lock.Scope held = gate.EnterScope();
        failures.On(step);
        Shown? shown = steps.Find(known => known.Step.Number == step.Number);
        if (shown is null) steps.Add(shown = new Shown(step, time.GetTimestamp()));
        shown.Step = step;
        Draw(always: step.State != BuildStepState.Started);
    }

    public void On(BuildOutput output)
    {
        using Lock.Scope held = gate.EnterScope();
        failures.On(output);
        if (steps.Find(known => known.Step.Number == output.Number) is not { } shown) return;
        foreach (string line in shown.Lines.Take(output.Text, end: false))
        {
            if (output.IsStatus) shown.Status = line;
            else shown.Last.Enqueue(line);
            if (shown.Last.Count > OutputLines) shown.Last.Dequeue();
        }

        Draw(always: false);
    }

    public void Finish()
    {
        using Lock.Scope held = gate.EnterScope();
        finished = true;
        Draw(always: true);
        write(failures.Text());
    }

    public void Dispose() => timer.Dispose();

    private void Tick()
    {
        using Lock.Scope held = gate.EnterScope();
        if (!finished && steps.Count > 0) Draw(always: false);
    }

    private void Draw(bool always)
    {
        if (!always && drawn != 0 && time.GetElapsedTime(drawn) < Pause) return;
        drawn = time.GetTimestamp();
        (int columns, int rows) = size();
        List<string> lines = [Heading()];
        foreach (Shown shown in steps) lines.AddRange(Lines(shown));
        // The list is drawn over from its first line, which must still be on the screen.
        if (lines.Count > rows - 1) lines = [lines[0], .. lines.Skip(lines.Count - rows + 2)];
        var text = new StringBuilder();
        if (height > 0) text.Append(CultureInfo.InvariantCulture, $"\e[{height}A");
        foreach (string line in lines) text.Append("\e[2K").Append(Cut(line, columns)).Append("\r\n");
        for (int i = lines.Count; i < height; i++) text.Append("\e[2K\r\n");
        if (height > lines.Count) text.Append(CultureInfo.InvariantCulture, $"\e[{height - lines.Count}A");
        height = lines.Count;
        write(text.ToString());
    }

    private string Heading()
    {
        int done = steps.Count(shown => shown.IsOver);
        string state = done == steps.Count ? " FINISHED" : "";
        return string.Create(CultureInfo.InvariantCulture, $"[+] Building {time.GetElapsedTime(began).TotalSeconds:0.0}s ({done}/{steps.Count}){state}");
    }

    private IEnumerable<string> Lines(Shown shown)
    {
        string mark = shown.Step.State switch { BuildStepState.Cached => "CACHED ", BuildStepState.Failed => "ERROR ", BuildStepState.Cancelled => "CANCELED ", _ => "" };
        double seconds = shown.IsOver ? shown.Step.Seconds : time.GetElapsedTime(shown.Began).TotalSeconds;
        yield return string.Create(CultureInfo.InvariantCulture, $" => {mark}{shown.Step.Title}\t{seconds:0.0}s");
        if (shown.Status.Length > 0) yield return $" => => {shown.Status}";
        if (shown.IsOver) yield break;
        foreach (string line in shown.Last) yield return $" => => # {line}";
    }

    // The time stands at the right edge.
    private static string Cut(string line, int columns)
    {
        int tab = line.IndexOf('\t');
        string left = tab < 0 ? line : line[..tab], right = tab < 0 ? "" : line[(tab + 1)..];
        int room = Math.Max(10, columns - right.Length - 1);
        left = left.Replace('\n', ' ');
        left = left.Length > room ? left[..room] : right.Length > 0 ? left.PadRight(room) : left;
        return right.Length > 0 ? $"{left} {right}" : left;
    }

    private sealed class Shown(BuildStep step, long began)
    {
        public BuildStep Step { get; set; } = step;

        public long Began { get; } = began;

        public string Status { get; set; } = "";

        public Queue<string> Last { get; } = new();

        public StepLines Lines { get; } = new();

        public bool IsOver => Step.State != BuildStepState.Started;
    }
}
