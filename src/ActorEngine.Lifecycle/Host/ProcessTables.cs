using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Makes a table out of what ps(1) prints.</summary>
internal static class ProcessTables
{
    /// <summary>The rows whose PID column is one of <paramref name="pids"/>; the last column takes the rest of its line.</summary>
    public static IReply Parse(string output, IReadOnlyCollection<int> pids)
    {
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] titles = lines.Length == 0 ? [] : lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int column = Array.IndexOf(titles, "PID");
        if (column < 0) return new Fault(FaultCode.InvalidArgument, "ps prints no PID column with these options; add one.") { Field = "arguments" };
        List<IReadOnlyList<string>> rows = [];
        foreach (string line in lines.AsSpan(1))
        {
            string[] fields = line.Split(' ', titles.Length, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > column && int.TryParse(fields[column], out int pid) && pids.Contains(pid))
                rows.Add([.. fields.Select(field => field.Trim())]);
        }

        return new ProcessTable(titles, rows);
    }
}
