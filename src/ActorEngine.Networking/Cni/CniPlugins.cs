using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorEngine.Networking;

/// <summary>Runs CNI plugins (specification 1.0, section 2): one program each time, what it needs in its environment and standard input, its answer in standard output.</summary>
internal sealed class CniPlugins(IReadOnlyList<string> directories)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Characters of either output; results have a few hundred.</summary>
    private const int MostText = 1 << 20;

    /// <summary>One operation of one plugin. Null where it prints nothing.</summary>
    /// <exception cref="CniException">There is no such plugin, it cannot be started, it refused, it did not end, or what it said is no result.</exception>
    public async Task<JsonObject?> RunAsync(string operation, JsonObject configuration, CniSubject subject)
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
        using Process process = Start(type, start);
        using var patience = new CancellationTokenSource(Patience);
        bool isTalkative = false;
        try
        {
            Task<string> output = ReadAsync(process.StandardOutput), errors = ReadAsync(process.StandardError);
            await TellAsync(process.StandardInput, configuration.ToJsonString(), patience.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            string said = await output.ConfigureAwait(false), complained = await errors.ConfigureAwait(false);
            if (process.ExitCode != 0) throw new CniException($"the CNI plugin {type} refused {operation}: {Reason(said, complained, process.ExitCode)}");
            return said.Trim().Length == 0 ? null : Parse(said) ?? throw new CniException($"the CNI plugin {type} answered {operation} with what is no JSON object");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new CniException(isTalkative ? $"the CNI plugin {type} said more than {MostText} characters to {operation}" : $"the CNI plugin {type} did not end {operation} within {Patience.TotalSeconds:0} s");
        }

        async Task<string> ReadAsync(StreamReader from)
        {
            var text = new StringBuilder();
            char[] block = new char[4096];
            for (int count; (count = await from.ReadAsync(block, patience.Token).ConfigureAwait(false)) > 0;)
            {
                text.Append(block, 0, count);
                if (text.Length <= MostText) continue;
                isTalkative = true;
                await patience.CancelAsync().ConfigureAwait(false);
            }

            return text.ToString();
        }
    }

    private static Process Start(string type, ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new CniException($"the CNI plugin {type} cannot be started: {failure.Message}");
        }
    }

    private static async Task TellAsync(StreamWriter input, string configuration, CancellationToken cancellation)
    {
        try
        {
            await input.WriteAsync(configuration.AsMemory(), cancellation).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // It ended, or closed its input, without reading; its answer says the rest.
        }
    }

    private static JsonObject? Parse(string said)
    {
        try
        {
            return JsonNode.Parse(said, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Section 5: code, msg and details. What is no such object is what a program prints that knows nothing of CNI.
    private static string Reason(string output, string errors, int code)
    {
        if (Parse(output) is { } error && CniResult.Text(error["msg"]) is { Length: > 0 } message)
            return CniResult.Text(error["details"]) is { Length: > 0 } details ? $"{message} ({details})" : message;
        string text = (errors.Trim() is { Length: > 0 } told ? told : output.Trim()).ReplaceLineEndings(" ");
        return text.Length == 0 ? $"it ended with code {code}" : text[..Math.Min(text.Length, 500)];
    }
}

/// <summary>What an operation is about: a link of a container's namespace.</summary>
/// <param name="Container">The run's name; the same for ADD, CHECK and DEL.</param>
internal sealed record CniSubject(string Container, string NamespacePath, string Interface);
