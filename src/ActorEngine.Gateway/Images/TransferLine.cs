using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>A line about one layer on its way.</summary>
internal static class TransferLine
{
    private const int Columns = 50;

    public static Fields Of(TransferProgress progress, string status) =>
        new() { ["status"] = status, ["progressDetail"] = new Fields(), ["id"] = Human.Id(progress.Layer.Value, whole: false) };

    /// <summary>With figures, and the bar that is drawn of them.</summary>
    public static Fields WithBar(TransferProgress progress, string status)
    {
        var detail = new Fields { ["current"] = progress.Current };
        if (progress.Total > 0) detail["total"] = progress.Total;
        return new Fields { ["status"] = status, ["progressDetail"] = detail, ["progress"] = Bar(progress.Current, progress.Total), ["id"] = Human.Id(progress.Layer.Value, whole: false) };
    }

    /// <summary>As in <c>[====&gt;   ]  1.2MB/3.4MB</c>; only a figure where the whole is not known.</summary>
    public static string Bar(long current, long total)
    {
        if (total <= 0 || current > total) return $"{Human.Size(current),8}";
        int done = (int)Math.Clamp((double)current / total * Columns, 0, Columns);
        string bar = done >= Columns ? new string('=', Columns) + ">" : new string('=', done) + ">" + new string(' ', Columns - done);
        return $"[{bar}] {Human.Size(current),8}/{Human.Size(total)}";
    }
}
