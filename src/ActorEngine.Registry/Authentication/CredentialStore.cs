using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Registry;

/// <summary>
/// The credentials that the engine keeps: <c>registry/credentials.json</c> in its state directory, 0600 in a directory of mode 0700. They are
/// not encrypted: who can read the file is root, and a key beside it would be readable too. Safe for all threads; its methods may block.
/// </summary>
internal sealed class CredentialStore(string stateDirectory)
{
    private readonly string directory = Path.Combine(stateDirectory, "registry");

    private readonly Lock gate = new();
    private ImmutableSortedDictionary<string, RegistryCredentials>? known;

    private string File => Path.Combine(directory, "credentials.json");

    /// <summary>All of them by registry.</summary>
    /// <exception cref="RegistryException">The file is there and cannot be read.</exception>
    public IReadOnlyDictionary<string, RegistryCredentials> All
    {
        get
        {
            lock (gate) return known ??= Load();
        }
    }

    /// <summary>Keeps credentials in the place of earlier ones for the same registry.</summary>
    public void Put(RegistryCredentials credentials)
    {
        lock (gate) Save((known ??= Load()).SetItem(credentials.Registry, credentials));
    }

    /// <summary>Keeps a refresh token in the place of an older one, unless somebody has logged in or out meanwhile.</summary>
    public void Renew(RegistryCredentials old, string identityToken)
    {
        lock (gate)
        {
            known ??= Load();
            if (known.TryGetValue(old.Registry, out RegistryCredentials? now) && now == old) Save(known.SetItem(old.Registry, old with { IdentityToken = identityToken }));
        }
    }

    /// <summary>Forgets a registry's; false where there are none.</summary>
    public bool Remove(string registry)
    {
        lock (gate)
        {
            known ??= Load();
            if (!known.ContainsKey(registry)) return false;
            Save(known.Remove(registry));
            return true;
        }
    }

    private ImmutableSortedDictionary<string, RegistryCredentials> Load()
    {
        try
        {
            CredentialFile? file = JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(File), RegistryJson.Default.CredentialFile);
            return (file?.Registries ?? new Dictionary<string, StoredCredentials>()).ToImmutableSortedDictionary(
                entry => entry.Key,
                entry => new RegistryCredentials(entry.Key) { Username = entry.Value.Username, Password = entry.Value.Password, IdentityToken = entry.Value.IdentityToken },
                StringComparer.Ordinal);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return ImmutableSortedDictionary.Create<string, RegistryCredentials>(StringComparer.Ordinal);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(FaultCode.Storage, $"The engine's credentials in {File} cannot be read: {error.Message}", error);
        }
    }

    private void Save(ImmutableSortedDictionary<string, RegistryCredentials> all)
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = new CredentialFile(all.ToDictionary(entry => entry.Key, entry => new StoredCredentials(entry.Value.Username, entry.Value.Password) { IdentityToken = entry.Value.IdentityToken }));
        DurableFile.Replace(File, JsonSerializer.SerializeToUtf8Bytes(file, RegistryJson.Default.CredentialFile), 0x180);
        known = all;
    }
}

/// <summary>The file as it is written.</summary>
internal sealed record CredentialFile([property: JsonPropertyName("registries")] IReadOnlyDictionary<string, StoredCredentials> Registries);

/// <summary>An entry of the file.</summary>
internal sealed record StoredCredentials([property: JsonPropertyName("username")] string Username, [property: JsonPropertyName("password")] string Password)
{
    [JsonPropertyName("identityToken")]
    public string? IdentityToken { get; init; }
}
