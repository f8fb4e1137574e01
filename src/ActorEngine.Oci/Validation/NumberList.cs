using System.Globalization;

namespace ActorEngine.Oci;

/// <summary>Numbers in the list format of cpuset(7): <c>0-3,5</c>.</summary>
internal static class NumberList
{
    // Above what any kernel is built for.
    private const int Largest = 8191;

    /// <summary>Reads a list; null where it is malformed.</summary>
    public static IReadOnlySet<int>? Parse(string text)
    {
        var numbers = new HashSet<int>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Trim().Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], out int first) || !TryNumber(ends[^1], out int last) || first > last) return null;
            for (int number = first; number <= last; number++) numbers.Add(number);
        }

        return numbers;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= Largest;
}
