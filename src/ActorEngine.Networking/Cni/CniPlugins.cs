using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorEngine.Networking;

/// <summary>Runs CNI plugins (specification 1.0, section 2): one program each time, what it needs in its environment and standard input, its answer in standard output.</summary>
internal sealed class CniPlugins(IReadOnlyList<string> directories)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>One operation of one plugin. Null where it prints nothing.</summary>
    /// <exception cref="CniException">There is no such plugin, it refused, or it did not end.</exception>
    public async Task<JsonNode?> RunAsync(string operation, JsonObject configuration, CniSubject subject)
    {
        string type = CniResult.Text(configuration["type"]);
        string program = directories.Select(directory => Path.Combine(directory, type)).FirstOrDefault(File.Exists)
            ?? throw new CniException($"the CNI plugin {type} is in none of {string.Join(", ", directories)} (actorengine.networks.cni-plugins); install it (Debian: containernetworking-plugins)");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        string? path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = string.IsNullOrEmpty(path) ? "/usr/sbin:/usr/bin:/sbin:/bin" : path;
        start.Environment["CNI_COMMAND"] = operation;
        start.Environment["CNI_CONTAINERID"] = subject.Container;
        start.Environment["CNI_NETNS"] = subject.NamespacePath;
        start.Environment["CNI_IFNAME"] = subject.Interface;
        start.Environment["CNI_ARGS"] = "IgnoreUnknown=1";
        start.Environment["CNI_PATH"] = string.Join(':', directories);
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token), errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(configuration.ToJsonString().AsMemory(), patience.Token).ConfigureAwait(false);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            string said = await output.ConfigureAwait(false);
            if (process.ExitCode != 0) throw new CniException($"the CNI plugin {type} refused {operation}: {Reason(said, await errors.ConfigureAwait(false), process.ExitCode)}");
            return said.Trim().Length == 0 ? null : JsonNode.Parse(said);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new CniException($"the CNI plugin {type} did not end {operation} within {Patience.TotalSeconds:0} s");
        }
        catch (JsonException)
        {
            throw new CniException($"the CNI plugin {type} answered {operation} with what is no JSON");
        }
    }

    // Section 5: code, msg and details. What is no such object is what a program prints that knows nothing of CNI.
    private static string Reason(string output, string errors, int code)
    {
        try
        {
            if (JsonNode.Parse(output) is JsonObject error && CniResult.Text(error["msg"]) is { Length: > 0 } message)
                return CniResult.Text(error["details"]) is { Length: > 0 } details ? $"{message} ({details})" : message;
        }
        catch (JsonException)
        {
        }

        string text = (errors.Trim() is { Length: > 0 } told ? told : output.Trim()).ReplaceLineEndings(" ");
        return text.Length == 0 ? $"it ended with code {code}" : text[..Math.Min(text.Length, 500)];
    }
}

/// <summary>What an operation is about: a link of a container's namespace.</summary>
/// <param name="Container">The run's name; the same for ADD, CHECK and DEL.</param>
internal sealed record CniSubject(string Container, string NamespacePath, string Interface);
