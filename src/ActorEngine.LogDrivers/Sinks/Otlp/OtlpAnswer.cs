using System.Text;

namespace ActorEngine.LogDrivers;

/// <summary>Reads a collector's answer (ExportLogsServiceResponse): how many records it refused, and why.</summary>
internal static class OtlpAnswer
{
    /// <summary>Nothing refused where the answer is empty or not understood.</summary>
    public static (long Refused, string Why) Read(ReadOnlySpan<byte> answer)
    {
        long refused = 0;
        string why = "";
        // partial_success = 1 { rejected_log_records = 1, error_message = 2 }
        while (TryField(ref answer, out int field, out _, out var inner))
        {
            if (field != 1) continue;
            while (TryField(ref inner, out int part, out ulong number, out var text))
            {
                if (part == 1) refused = (long)number;
                else if (part == 2) why = Encoding.UTF8.GetString(text);
            }
        }

        return (refused, why);
    }

    private static bool TryField(ref ReadOnlySpan<byte> from, out int field, out ulong number, out ReadOnlySpan<byte> bytes)
    {
        (field, number) = (0, 0);
        bytes = default;
        if (!TryVarint(ref from, out ulong tag)) return false;
        field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                return TryVarint(ref from, out number);
            case 1 or 5:
                int size = (tag & 7) == 1 ? 8 : 4;
                if (from.Length < size) return false;
                from = from[size..];
                return true;
            case 2:
                if (!TryVarint(ref from, out ulong length) || length > (ulong)from.Length) return false;
                bytes = from[..(int)length];
                from = from[(int)length..];
                return true;
            default:
                return false;
        }
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> from, out ulong value)
    {
        value = 0;
        for (int i = 0; i < Math.Min(10, from.Length); i++)
        {
            value |= (ulong)(from[i] & 0x7f) << (7 * i);
            if (from[i] >= 0x80) continue;
            from = from[(i + 1)..];
            return true;
        }

        return false;
    }
}
