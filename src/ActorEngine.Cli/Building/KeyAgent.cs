using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ActorEngine.Cli.CommandLine;

namespace ActorEngine.Cli.Building;

/// <summary>
/// An ssh-agent of this command's own that holds key files while a build uses them, so that the keys themselves stay here. It ends with this object, and
/// with this process however that ends: it lives as long as a program that reads from this process's pipe.
/// </summary>
internal sealed class KeyAgent : IDisposable
{
    private readonly string folder;
    private readonly Process process;
    private int agent;

    private KeyAgent(string folder, Process process) => (this.folder, this.process) = (folder, process);

    public string Socket => SocketIn(folder);

    /// <exception cref="FormatException">The programs are missing, or a key cannot be read without being asked for something.</exception>
    public static KeyAgent Start(IReadOnlyList<string> keys)
    {
        string folder = Directory.CreateTempSubdirectory("actorctl-ssh-").FullName;
        try
        {
            Process process = Begin(new ProcessStartInfo("ssh-agent", ["-a", SocketIn(folder), "sh", "-c", "echo $SSH_AGENT_PID; exec cat"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
            var agent = new KeyAgent(folder, process);
            try
            {
                if (!int.TryParse(process.StandardOutput.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out agent.agent)) throw new FormatException($"ssh-agent did not start: {process.StandardError.ReadToEnd().Trim()}");
                agent.Add(keys);
                return agent;
            }
            catch
            {
                agent.Dispose();
                throw;
            }
        }
        catch
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        // By itself the agent looks only now and then whether its program is still there.
        if (agent > 0) End(agent);
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static void End(int agent)
    {
        try
        {
            using Process running = Process.GetProcessById(agent);
            running.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    // Nobody can be asked for a pass phrase in the middle of a build.
    private void Add(IReadOnlyList<string> keys)
    {
        var start = new ProcessStartInfo("ssh-add", ["-q", "--", .. keys]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)[("SSH_AUTH_SOCK", Socket), ("SSH_ASKPASS_REQUIRE", "force"), ("SSH_ASKPASS", "/bin/false"), ("DISPLAY", ":")])
            start.Environment[name] = value;
        using Process add = Begin(start);
        add.StandardInput.Close();
        string complaint = add.StandardError.ReadToEnd().Trim();
        add.WaitForExit();
        if (add.ExitCode != 0)
            throw new FormatException($"{string.Join(", ", keys)}: {(complaint.Length > 0 ? complaint : "ssh-add takes no such key")}. A key with a pass phrase must be in an agent: give --ssh the agent's socket.");
    }

    private static string SocketIn(string folder) => Path.Combine(folder, "agent");

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new CommandException($"key files need the program {start.FileName} (package openssh-client): {missing.Message}");
        }
    }
}
