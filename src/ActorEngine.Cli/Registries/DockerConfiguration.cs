using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Registries;

/// <summary>
/// The user's credentials as Docker keeps them: <c>config.json</c> in $DOCKER_CONFIG, else ~/.docker, and the credential helpers it names. They are read
/// here and not by the engine, since helpers need the user's own session, and go along with the request.
/// </summary>
internal sealed class DockerConfiguration(Func<string, string?> environment)
{
    private const string HubKey = "https://index.docker.io/v1/", TokenUser = "<token>";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the user has for the registry of an image; null where nothing.</summary>
    /// <exception cref="CommandException">The file or a helper fails.</exception>
    public Task<RegistryCredentials?> ForImageAsync(string image) =>
        ReferenceName.Parse(image, out _) is { } name ? ForAsync(name.Domain) : Task.FromResult<RegistryCredentials?>(null);

    /// <summary>What the user has for a registry; null where nothing.</summary>
    /// <param name="registry">HOST[:PORT] as image names say it.</param>
    /// <exception cref="CommandException">The file or a helper fails.</exception>
    public async Task<RegistryCredentials?> ForAsync(string registry)
    {
        if (Folder() is not { } folder) return null;
        string path = Path.Combine(folder, "config.json");
        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {error.Message}");
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            string key = registry == ReferenceName.DefaultDomain ? HubKey : registry;
            return Helper(document.RootElement, key) is { } helper ? await AskHelperAsync(helper, key, registry) : Stored(document.RootElement, registry);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new CommandException($"{path} is no configuration of Docker: {error.Message}");
        }
    }

    private string? Folder() => environment("DOCKER_CONFIG") is { Length: > 0 } named ? named : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".docker") : null;

    private static string? Helper(JsonElement root, string key)
    {
        string? name = root.TryGetProperty("credHelpers", out var helpers) && helpers.TryGetProperty(key, out var own) ? own.GetString()
            : root.TryGetProperty("credsStore", out var store) ? store.GetString() : null;
        if (name is null or "") return null;
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? $"docker-credential-{name}" : throw new FormatException($"\"{name}\" names no credential helper");
    }

    private static RegistryCredentials? Stored(JsonElement root, string registry)
    {
        if (!root.TryGetProperty("auths", out var all)) return null;
        foreach (var entry in all.EnumerateObject())
        {
            if (ReferenceName.DomainOf(entry.Name) != registry) continue;
            string? auth = Text(entry.Value, "auth"), user = Text(entry.Value, "username"), password = Text(entry.Value, "password");
            if (auth is { Length: > 0 })
            {
                string[] parts = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0').Split(':', 2);
                (user, password) = (parts[0], parts.Length > 1 ? parts[1] : "");
            }

            var found = new RegistryCredentials(registry) { Username = user ?? "", Password = password ?? "", IdentityToken = Text(entry.Value, "identitytoken"), RegistryToken = Text(entry.Value, "registrytoken") };
            if (found.Username.Length > 0 || found.IdentityToken is not null || found.RegistryToken is not null) return found;
        }

        return null;
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;

    // The protocol of docker-credential-*: the server on standard input, an object with Username and Secret on standard output.
    private async Task<RegistryCredentials?> AskHelperAsync(string helper, string key, string registry)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(Find(helper), ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new CommandException($"the credential helper {helper}, which Docker's configuration names, cannot be started: {error.Message}");
        }

        using (process)
        {
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                await TellAsync(process.StandardInput, key, limit.Token);
                var said = process.StandardOutput.ReadToEndAsync(limit.Token);
                var complained = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                string output = await said, error = await complained;
                if (process.ExitCode == 0) return Read(output, registry);
                if (output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase)) return null;
                throw new CommandException($"the credential helper {helper} failed: {(output.Trim() is { Length: > 0 } text ? text : error.Trim())}");
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw new CommandException($"the credential helper {helper} did not answer within {Patience.TotalSeconds:0} seconds.");
            }
        }
    }

    private static async Task TellAsync(StreamWriter input, string key, CancellationToken cancellation)
    {
        try
        {
            await input.WriteAsync(key.AsMemory(), cancellation);
            input.Close();
        }
        catch (IOException)
        {
            // It has ended without reading; what it said and its exit code tell why.
        }
    }

    private string Find(string helper) =>
        (environment("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, helper)).FirstOrDefault(File.Exists) ?? helper;

    private static RegistryCredentials? Read(string output, string registry)
    {
        using var answer = JsonDocument.Parse(output);
        string user = Text(answer.RootElement, "Username") ?? "", secret = Text(answer.RootElement, "Secret") ?? "";
        if (secret.Length == 0) return null;
        return user == TokenUser ? new RegistryCredentials(registry) { IdentityToken = secret } : new RegistryCredentials(registry) { Username = user, Password = secret };
    }
}
