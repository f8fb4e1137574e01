namespace ActorEngine.Cli.CommandLine;

/// <summary>The nearest known word to a mistyped one.</summary>
internal static class Suggestion
{
    /// <summary>The closest candidate, or null when none is close enough to be what was meant.</summary>
    public static string? For(string typed, IEnumerable<string> candidates)
    {
        string? best = null;
        int least = Math.Max(1, typed.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(typed, candidate);
            if (distance < least || (best is null && typed.Length >= 3 && candidate.StartsWith(typed, StringComparison.Ordinal)))
                (best, least) = (candidate, Math.Min(least, distance));
        }

        return best;
    }

    /// <summary>Edits between two words: insert, delete, replace, swap two neighbours.</summary>
    internal static int Distance(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++) cost[i, 0] = i;
        for (int j = 0; j <= to.Length; j++) cost[0, j] = j;
        for (int i = 1; i <= from.Length; i++)
        {
            for (int j = 1; j <= to.Length; j++)
            {
                int replace = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replace, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[from.Length, to.Length];
    }
}
