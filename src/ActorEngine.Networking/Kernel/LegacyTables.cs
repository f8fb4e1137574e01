using System.Diagnostics;

namespace ActorEngine.Networking;

/// <summary>
/// Lets the engine's packets pass FORWARD of legacy iptables, which netlink knows nothing of: only the programs that wrote it can read it. They are
/// run only where a host uses it. Used on the network's thread alone.
/// </summary>
internal sealed class LegacyTables(EngineTag tag)
{
    private const int Patience = 5000;

    // Seconds for another program that changes rules just now: others wait for this thread.
    private const string Lock = "-w 2 ";

    private static readonly (string Names, string Program, string Words)[] Families =
    [
        ("/proc/thread-self/net/ip_tables_names", "iptables-legacy", "IPv4"), ("/proc/thread-self/net/ip6_tables_names", "ip6tables-legacy", "IPv6"),
    ];

    private readonly HashSet<string> told = [];

    /// <summary>Opens the chains that drop what they do not know. Answers a sentence, once, for each that cannot be opened.</summary>
    public IReadOnlyList<string> Pass()
    {
        List<string> findings = [];
        foreach ((string names, string program, string words) in Families)
        {
            // The kernel names a table here when somebody has used it in this network namespace; asking the program would make one.
            if (!IsUsed(names)) continue;
            try
            {
                if (!LegacyChain.Blocks(Run(program, Lock + "-S FORWARD"), tag)) continue;
                foreach (string rule in LegacyChain.Openings(tag)) Run(program, Lock + rule);
            }
            catch (Exception failure) when (failure is IOException or System.ComponentModel.Win32Exception)
            {
                if (told.Add(program)) findings.Add($"This host filters forwarded packets with legacy iptables ({words}), which cannot be looked at: {failure.Message}. If it drops what it does not know, accept {tag.BridgePrefix}+ there.");
            }
        }

        return findings;
    }

    private static bool IsUsed(string names)
    {
        try
        {
            return File.ReadAllLines(names).Contains("filter");
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            // A kernel without it, or a network namespace of an ordinary user, which nobody else filters.
            return false;
        }
    }

    private static string Run(string program, string arguments)
    {
        var start = new ProcessStartInfo(program, arguments.Split(' ')) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        // Both are short: neither pipe fills before the other is read.
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd().Trim();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new IOException($"{program} does not end");
        }

        return process.ExitCode == 0 ? output : throw new IOException($"{program}: {error}");
    }
}
