namespace ActorEngine.Linux;

/// <summary>Names of signals as people write them: <c>TERM</c>, <c>SIGTERM</c>, <c>15</c>, <c>SIGRTMIN+3</c>.</summary>
public static class SignalNames
{
    private const int RealTimeMin = 34, RealTimeMax = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>The number of a name or number; false when there is no such signal. 0 is not a signal here.</summary>
    public static bool TryParse(string text, out int signal)
    {
        ReadOnlySpan<char> name = text.AsSpan().Trim();
        if (int.TryParse(name, out signal)) return signal is > 0 and <= RealTimeMax;
        if (name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase)) name = name[3..];
        for (signal = 1; signal < Names.Length; signal++)
        {
            if (name.Equals(Names[signal], StringComparison.OrdinalIgnoreCase)) return true;
        }

        return TryRealTime(name, out signal) || TryAlias(name, out signal);
    }

    /// <summary>E.g. <c>SIGTERM</c> for 15, <c>SIGRTMIN+3</c> for 37.</summary>
    public static string Of(int signal) => signal switch
    {
        > 0 when signal < Names.Length => "SIG" + Names[signal],
        RealTimeMin => "SIGRTMIN",
        > RealTimeMin and <= RealTimeMax => $"SIGRTMIN+{signal - RealTimeMin}",
        _ => signal.ToString(),
    };

    private static bool TryRealTime(ReadOnlySpan<char> name, out int signal)
    {
        signal = 0;
        bool fromMin = name.StartsWith("RTMIN", StringComparison.OrdinalIgnoreCase);
        if (!fromMin && !name.StartsWith("RTMAX", StringComparison.OrdinalIgnoreCase)) return false;
        int offset = 0;
        if (name.Length > 5 && !int.TryParse(name[5..], out offset)) return false;
        signal = (fromMin ? RealTimeMin : RealTimeMax) + offset;
        return signal is >= RealTimeMin and <= RealTimeMax;
    }

    private static bool TryAlias(ReadOnlySpan<char> name, out int signal)
    {
        signal = name switch
        {
            _ when name.Equals("IOT", StringComparison.OrdinalIgnoreCase) => 6,
            _ when name.Equals("CLD", StringComparison.OrdinalIgnoreCase) => 17,
            _ when name.Equals("POLL", StringComparison.OrdinalIgnoreCase) => 29,
            _ => 0,
        };
        return signal != 0;
    }
}
