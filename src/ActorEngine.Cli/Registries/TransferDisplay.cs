using System.Text;
using ActorEngine.Cli.Formatting;
using ActorEngine.Contracts;
using ActorEngine.Shapes;
using ActorEngine.Linux;

namespace ActorEngine.Cli.Registries;

/// <summary>Shows a transfer as Docker does: on a terminal a line for each layer with a bar, elsewhere a line for each change.</summary>
/// <param name="to">Where it is written.</param>
/// <param name="size">The terminal's size; null where it is none.</param>
internal sealed class TransferDisplay(Stream to, WindowSize? size)
{
    private const int BarLength = 50;
    private readonly List<Digest> layers = [];
    private readonly Dictionary<Digest, TransferPhase> phases = [];

    /// <summary>Begins a block of lines with a heading.</summary>
    public void Begin(string heading)
    {
        layers.Clear();
        phases.Clear();
        Write(heading + "\n");
    }

    /// <summary>Shows how far a layer is.</summary>
    public void Show(TransferProgress progress)
    {
        bool isNew = phases.TryAdd(progress.Layer, progress.Phase), changed = isNew || phases[progress.Layer] != progress.Phase;
        phases[progress.Layer] = progress.Phase;
        if (isNew) layers.Add(progress.Layer);
        if (size is { } terminal) Redraw(progress, isNew, terminal);
        else if (changed) Write($"{Human.Id(progress.Layer.Value, whole: false)}: {Plain(progress, isNew)}\n");
    }

    /// <summary>A line of its own below.</summary>
    public void Line(string text) => Write(text + "\n");

    /// <summary>What a phase is called.</summary>
    public static string Status(TransferProgress progress) => progress.Phase switch
    {
        TransferPhase.Waiting => "Waiting",
        TransferPhase.Downloading => "Downloading",
        TransferPhase.Extracting => "Extracting",
        TransferPhase.Pulled => "Pull complete",
        TransferPhase.Exists => "Already exists",
        TransferPhase.Retrying => $"Retrying in {progress.Detail} seconds",
        TransferPhase.Preparing => "Preparing",
        TransferPhase.Pushing => "Pushing",
        TransferPhase.Pushed => "Pushed",
        TransferPhase.Mounted => $"Mounted from {progress.Detail}",
        _ => progress.Phase.ToString(),
    };

    /// <summary>The bar of a running phase, as in <c>[====&gt;   ]  1.2MB/3.4MB</c>; empty for others.</summary>
    public static string Bar(TransferProgress progress, int columns)
    {
        if (progress.Phase is not (TransferPhase.Downloading or TransferPhase.Extracting or TransferPhase.Pushing) || progress.Total <= 0) return "";
        string figures = $"  {Human.Size(progress.Current, 4)}/{Human.Size(progress.Total, 4)}";
        int length = Math.Min(BarLength, columns - figures.Length - 2);
        if (length < 8) return figures;
        int done = (int)Math.Clamp(progress.Current * length / progress.Total, 0, length);
        string bar = done == 0 ? "" : new string('=', done - 1) + (done == length ? "=" : ">");
        return $"[{bar.PadRight(length)}]{figures}";
    }

    private static string Plain(TransferProgress progress, bool isNew) =>
        isNew && progress.Phase is TransferPhase.Waiting or TransferPhase.Downloading && isNew ? "Pulling fs layer"
        : progress.Phase == TransferPhase.Extracting ? "Download complete" : Status(progress);

    private void Redraw(TransferProgress progress, bool isNew, WindowSize terminal)
    {
        if (isNew) Write("\n");
        int up = layers.Count - layers.IndexOf(progress.Layer);
        // A line that has left the screen cannot be drawn any more.
        if (up >= terminal.Rows) return;
        string head = $"{Human.Id(progress.Layer.Value, whole: false)}: {Status(progress)} ";
        string line = head + Bar(progress, terminal.Columns - head.Length - 1);
        if (line.Length >= terminal.Columns) line = line[..Math.Max(0, terminal.Columns - 1)];
        Write($"\x1b[{up}A\r\x1b[2K{line}\x1b[{up}B\r");
    }

    private void Write(string text)
    {
        to.Write(Encoding.UTF8.GetBytes(text));
        to.Flush();
    }
}
