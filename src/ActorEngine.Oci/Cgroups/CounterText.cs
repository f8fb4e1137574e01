using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Reads the texts in which the kernel tells its counters.</summary>
internal static class CounterText
{
    /// <summary>Lines of a name and a number (memory.stat).</summary>
    public static Dictionary<string, long> Keyed(string text)
    {
        var values = new Dictionary<string, long>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int space = line.IndexOf(' ');
            // Some say more than fits a signed number where there is no limit.
            if (space > 0 && ulong.TryParse(line.AsSpan(space + 1), out ulong value)) values[line[..space]] = (long)Math.Min(value, long.MaxValue);
        }

        return values;
    }

    /// <summary>Lines such as "8:0 Read 4096" (blkio.throttle.io_service_bytes_recursive); the sum at the end is left out.</summary>
    public static List<BlockCounter> Service(string text)
    {
        List<BlockCounter> counters = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.Split(' ') is [var device, var operation, var number] && Device(device) is var (major, minor) && long.TryParse(number, out long value)) counters.Add(new BlockCounter(major, minor, operation, value));
        return counters;
    }

    /// <summary>Lines such as "8:0 rbytes=1 wbytes=2 rios=3 wios=4" (io.stat).</summary>
    public static (List<BlockCounter> Bytes, List<BlockCounter> Operations) IoStat(string text)
    {
        List<BlockCounter> bytes = [], operations = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0 || Device(fields[0]) is not var (major, minor)) continue;
            foreach (string field in fields.AsSpan(1))
            {
                int equals = field.IndexOf('=');
                if (equals < 0 || !long.TryParse(field.AsSpan(equals + 1), out long value)) continue;
                switch (field[..equals])
                {
                    case "rbytes": bytes.Add(new BlockCounter(major, minor, "read", value)); break;
                    case "wbytes": bytes.Add(new BlockCounter(major, minor, "write", value)); break;
                    case "rios": operations.Add(new BlockCounter(major, minor, "read", value)); break;
                    case "wios": operations.Add(new BlockCounter(major, minor, "write", value)); break;
                }
            }
        }

        return (bytes, operations);
    }

    private static (long Major, long Minor)? Device(string text) =>
        text.Split(':') is [var first, var second] && long.TryParse(first, out long major) && long.TryParse(second, out long minor) ? (major, minor) : null;
}
