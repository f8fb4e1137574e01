using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>The program git, without the machine's configuration, hooks, prompts and helpers.</summary>
/// <param name="knownHosts">Where keys of SSH servers are remembered when they are first met.</param>
internal sealed class GitProgram(string knownHosts)
{
    private const int LongestOutput = 4 << 20, LongestComplaint = 2048;
    private static readonly string[] Settings =
    [
        "-c", "protocol.ext.allow=never", "-c", "core.hooksPath=/dev/null", "-c", "credential.helper=", "-c", "safe.directory=*", "-c", "advice.detachedHead=false",
        "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=120", "-c", "init.defaultBranch=main",
    ];

    /// <summary>Variables that a call adds; what holds a secret goes here, where nobody sees it in a list of processes.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs git to its end; gives what it wrote to standard output.</summary>
    /// <exception cref="BuildException">There is no git, or it failed: the message has its last words.</exception>
    public async Task<string> RunAsync(string directory, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using Process git = Start(directory, arguments);
        await using CancellationTokenRegistration stop = cancellation.Register(() => End(git));
        git.StandardInput.Close();
        Task<string> output = ReadAsync(git.StandardOutput, LongestOutput, keepsEnd: false), complaint = ReadAsync(git.StandardError, LongestComplaint, keepsEnd: true);
        string said = await output.ConfigureAwait(false), words = (await complaint.ConfigureAwait(false)).Trim();
        await git.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (git.ExitCode == 0) return said;
        throw new BuildException(FaultCode.NotFound, $"git {arguments[0]} failed: {(words.Length > 0 ? words : $"exit code {git.ExitCode}")}");
    }

    private Process Start(string directory, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", [.. Settings, .. arguments]) { WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal) || name == "SSH_AUTH_SOCK").ToList()) start.Environment.Remove(name);
        (string, string)[] own =
        [
            ("HOME", "/nonexistent"), ("LC_ALL", "C"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_ASKPASS", "/bin/false"), ("GIT_LFS_SKIP_SMUDGE", "1"),
            ("GIT_SSH_COMMAND", $"ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile='{knownHosts}'"),
        ];
        foreach ((string name, string value) in own) start.Environment[name] = value;
        foreach ((string name, string value) in Environment) start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new BuildException(FaultCode.NotSupported, "git repositories need the program git, which the engine's machine does not have; install it, or clone the repository and name the directory.");
        }
    }

    // Its helpers, which do the transfer, go with it.
    private static void End(Process git)
    {
        try
        {
            git.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, int most, bool keepsEnd)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        for (int count; (count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            text.Append(buffer, 0, keepsEnd ? count : Math.Min(count, most - text.Length));
            if (text.Length > most) text.Remove(0, text.Length - most);
        }

        return text.ToString();
    }
}
