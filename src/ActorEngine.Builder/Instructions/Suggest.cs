namespace ActorEngine.Builder;

/// <summary>Finds the word that somebody may have meant.</summary>
internal static class Suggest
{
    /// <summary>" (did you mean X?)", or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known, string prefix = "")
    {
        string? best = known.Select(candidate => (Word: candidate, Far: Distance(word, candidate)))
            .Where(pair => pair.Far <= Math.Max(1, word.Length / 3)).OrderBy(pair => pair.Far).Select(pair => pair.Word).FirstOrDefault();
        return best is null ? "" : $" (did you mean {prefix}{best}?)";
    }

    // Levenshtein, by rows.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
