namespace ActorEngine.Builder;

/// <summary>A change of permissions as chmod(1) writes it: octal, or <c>u=rwX,go-w</c>.</summary>
internal sealed class ModeChange
{
    private const uint All = 0xfff;
    private readonly uint? octal;
    private readonly List<Clause> clauses = [];

    private ModeChange(uint? octal) => this.octal = octal;

    /// <summary>null where the text is none.</summary>
    public static ModeChange? Parse(string text)
    {
        if (text.Length is > 0 and <= 5 && text.All(c => c is >= '0' and <= '7')) return new ModeChange(Convert.ToUInt32(text, 8) & All);
        var change = new ModeChange(null);
        foreach (string part in text.Split(','))
        {
            int at = 0;
            while (at < part.Length && "ugoa".Contains(part[at])) at++;
            string who = part[..at];
            if (at == part.Length) return null;
            while (at < part.Length)
            {
                char action = part[at++];
                if (!"+-=".Contains(action)) return null;
                int start = at;
                while (at < part.Length && "rwxXstugo".Contains(part[at])) at++;
                if (at < part.Length && !"+-=".Contains(part[at])) return null;
                change.clauses.Add(new Clause(who.Length == 0 ? "a" : who, action, part[start..at]));
            }
        }

        return change;
    }

    /// <summary>The permissions after the change.</summary>
    public uint Apply(uint mode, bool isDirectory)
    {
        if (octal is { } whole) return whole;
        mode &= All;
        foreach (Clause clause in clauses)
        {
            uint bits = 0, mask = 0;
            foreach (char who in clause.Who.Contains('a') ? "ugo" : clause.Who)
            {
                int shift = who == 'u' ? 6 : who == 'g' ? 3 : 0;
                mask |= 7u << shift;
                foreach (char permission in clause.Permissions) bits |= Bits(permission, shift, who, mode, isDirectory);
            }

            // Sticky and set-id bits are touched only where they are named.
            mode = clause.Action switch { '+' => mode | bits, '-' => mode & ~bits, _ => (mode & ~mask) | bits };
        }

        return mode;
    }

    private static uint Bits(char permission, int shift, char who, uint mode, bool isDirectory) => permission switch
    {
        'r' => 4u << shift,
        'w' => 2u << shift,
        'x' => 1u << shift,
        'X' => isDirectory || (mode & 0x49) != 0 ? 1u << shift : 0,
        's' => who == 'u' ? 0x800u : who == 'g' ? 0x400u : 0,
        't' => 0x200,
        'u' => ((mode >> 6) & 7) << shift,
        'g' => ((mode >> 3) & 7) << shift,
        _ => (mode & 7) << shift,
    };

    private sealed record Clause(string Who, char Action, string Permissions);
}
