using ActorEngine.Contracts;

namespace ActorEngine.Images.Tests;

/// <summary>Archives as skopeo, umoci, GNU tar, gzip, bzip2, xz and zstd make them.</summary>
public sealed class ArchiveLoadTests : StoreTestKit
{
    [Fact]
    public void A_docker_archive_of_skopeo_loads_with_its_configuration()
    {
        MakeLayout();
        Shell.Run("skopeo --insecure-policy copy -q oci:layout:v1 docker-archive:image.tar:example.org/app:v1", Files.Path);
        ImageSummary image = LoadFile(Files["image.tar"]).Images.Single();
        Assert.Equal(["example.org/app:v1"], image.References);
        CheckContent("example.org/app:v1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip -k image.tar && mv image.tar.gz image.tar")]
    [InlineData("zstd -q --rm image.tar -o packed && mv packed image.tar")]
    [InlineData("bzip2 image.tar && mv image.tar.bz2 image.tar")]
    [InlineData("xz image.tar && mv image.tar.xz image.tar")]
    public void An_OCI_archive_loads_whatever_it_is_compressed_with(string compress)
    {
        MakeLayout();
        Shell.Run($"skopeo --insecure-policy copy -q oci:layout:v1 oci-archive:image.tar:example.org/app:v1; {compress}", Files.Path);
        ImageSummary image = LoadFile(Files["image.tar"]).Images.Single();
        Assert.Equal(["example.org/app:v1"], image.References);
        CheckContent("example.org/app:v1");
    }

    [Fact]
    public void Layers_packed_with_zstd_load()
    {
        MakeLayout();
        Shell.Run("skopeo --insecure-policy copy -q --dest-compress-format zstd oci:layout:v1 oci-archive:image.tar:app:z", Files.Path);
        LoadFile(Files["image.tar"]);
        CheckContent("app:z");
    }

    [Fact]
    public void An_OCI_manifest_keeps_its_digest()
    {
        MakeLayout();
        string digest = Shell.Run("skopeo --insecure-policy copy -q --digestfile digest oci:layout:v1 oci-archive:image.tar:app:v1; cat digest", Files.Path);
        LoadFile(Files["image.tar"]);
        var inspection = Answer<ImageInspection>(new InspectImage(new ImageReference("app@" + digest)));
        Assert.Equal(digest, inspection.ManifestDigest.Value);
        Assert.True(File.Exists(Layout.Blob(inspection.ManifestDigest)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_layout_that_names_its_content_by_sha512_loads_and_is_checked_by_that(bool damaged)
    {
        MakeLayout();
        File.WriteAllText(Files["convert.py"], """
            import hashlib, json, os, sys
            os.makedirs("layout/blobs/sha512")
            def put(data):
                name = hashlib.sha512(data).hexdigest()
                open("layout/blobs/sha512/" + name, "wb").write(data)
                return "sha512:" + name
            def get(descriptor): return open("layout/blobs/sha256/" + descriptor["digest"][7:], "rb").read()
            index = json.load(open("layout/index.json"))
            manifest = json.loads(get(index["manifests"][0]))
            for part in [manifest["config"]] + manifest["layers"]: part["digest"] = put(get(part))
            data = json.dumps(manifest).encode()
            index["manifests"][0].update(digest=put(data), size=len(data))
            if sys.argv[1] == "True":
                with open("layout/blobs/" + manifest["config"]["digest"].replace(":", "/"), "ab") as blob: blob.write(b" ")
            json.dump(index, open("layout/index.json", "w"))
            """);
        Shell.Run($"python3 convert.py {damaged}; rm -r layout/blobs/sha256; tar -C layout -cf image.tar .", Files.Path);
        if (damaged)
        {
            Assert.Contains("it is damaged", Answer<Fault>(new LoadArchive(new LoadImage(), File.OpenRead(Files["image.tar"]))).Message);
            return;
        }

        ImageSummary image = LoadFile(Files["image.tar"]).Images.Single();
        CheckContent(image.Id.Value[7..19]);
        Assert.Empty(Answer<ImagesVerified>(new VerifyImages()).Defects);
    }

    [Fact]
    public void A_layout_with_a_bare_tag_loads_without_a_name()
    {
        MakeLayout();
        Shell.Run("tar -C layout -cf image.tar .", Files.Path);
        ImageSummary image = LoadFile(Files["image.tar"]).Images.Single();
        Assert.Empty(image.References);
        CheckContent(image.Id.Value[7..19]);
    }

    [Fact]
    public void The_newer_form_of_docker_save_loads()
    {
        MakeLayout();
        Shell.Run("""
            skopeo --insecure-policy copy -q --dest-decompress oci:layout:v1 dir:plain
            mkdir -p new/blobs/sha256
            for f in plain/*; do n=$(basename "$f"); case $n in manifest.json|version) ;; *) cp "$f" new/blobs/sha256/"$n";; esac; done
            config=$(sed 's/.*"config":{[^}]*"digest":"sha256:\([0-9a-f]*\)".*/\1/' plain/manifest.json)
            layers=$(sed 's/.*"layers"://' plain/manifest.json | grep -o 'sha256:[0-9a-f]*' | sed 's/sha256:\(.*\)/"blobs\/sha256\/\1"/' | paste -sd,)
            printf '[{"Config":"blobs/sha256/%s","RepoTags":["app:new"],"Layers":[%s]}]' "$config" "$layers" > new/manifest.json
            printf '{"schemaVersion":2,"manifests":[]}' > new/index.json
            printf '{"imageLayoutVersion":"1.0.0"}' > new/oci-layout
            tar -C new -cf image.tar .
            """, Files.Path);
        LoadFile(Files["image.tar"]);
        CheckContent("app:new");
    }

    [Fact]
    public void The_old_form_with_linked_layers_loads()
    {
        byte[] layer = new TarBuilder().File("f", "x").Build();
        string diff = Sha256.Of(layer).Value;
        string config = $$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{diff}}","{{diff}}"] },"config":{} }""";
        byte[] archive = new TarBuilder()
            .File("VERSION", "1.0").Entry('0', "one/layer.tar", layer).SymbolicLink("two/layer.tar", "../one/layer.tar")
            .File("c.json", config).File("manifest.json", """[{"Config":"c.json","RepoTags":["old:1","old:2"],"Layers":["one/layer.tar","two/layer.tar"]}]""").Build();
        Assert.Equal(["old:1", "old:2"], Load(archive).Images.Single().References);
        SnapshotPrepared snapshot = Prepare("old:1");
        Assert.Equal(2, snapshot.Lower.SkipLast(1).Distinct().Count());
        Assert.All(snapshot.Lower.SkipLast(1), directory => Assert.Equal("x", File.ReadAllText(Path.Combine(directory, "f"))));
    }

    [Fact]
    public void A_layer_that_is_not_what_the_configuration_says_is_refused()
    {
        byte[] layer = new TarBuilder().File("f", "x").Build();
        string config = $$"""{"rootfs":{"diff_ids":["sha256:{{new string('0', 64)}}"]} }""";
        byte[] archive = new TarBuilder().Entry('0', "l.tar", layer).File("c.json", config).File("manifest.json", """[{"Config":"c.json","Layers":["l.tar"]}]""").Build();
        Fault fault = Answer<Fault>(new LoadArchive(new LoadImage(), new MemoryStream(archive)));
        Assert.Contains("diff id", fault.Message);
        Assert.Empty(Answer<ImageList>(new ListImages()).Images);
    }

    [Fact]
    public void A_blob_that_does_not_match_its_digest_is_refused()
    {
        MakeLayout();
        Shell.Run("skopeo --insecure-policy copy -q oci:layout:v1 oci:damaged:v1; f=$(ls -S damaged/blobs/sha256/* | tail -1); printf ' ' >> \"$f\"; tar -C damaged -cf image.tar .", Files.Path);
        Fault fault = Answer<Fault>(new LoadArchive(new LoadImage(), File.OpenRead(Files["image.tar"])));
        Assert.Contains("damaged", fault.Message);
    }

    [Theory]
    [InlineData("{}", "not a list")]
    [InlineData("[", "not valid JSON")]
    [InlineData("[]", "no image")]
    [InlineData("""[{"Config":"missing.json"}]""", "no file missing.json")]
    [InlineData("""[{"Config":"../../../etc/passwd"}]""", "no file ../../../etc/passwd")]
    [InlineData("""[{"Layers":[]}]""", "without Config")]
    public void Hostile_manifests_are_refused(string manifest, string reason)
    {
        Fault fault = Answer<Fault>(new LoadArchive(new LoadImage(), new MemoryStream(new TarBuilder().File("manifest.json", manifest).Build())));
        Assert.Equal(FaultCode.InvalidArgument, fault.Code);
        Assert.Contains(reason, fault.Message);
    }

    [Fact]
    public void An_index_that_names_itself_is_refused()
    {
        string digest = "sha256:" + new string('a', 64);
        string index = $$"""{"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"{{digest}}"}]}""";
        byte[] archive = new TarBuilder().File("index.json", index).File("blobs/sha256/" + new string('a', 64), index).Build();
        Assert.Contains("damaged", Answer<Fault>(new LoadArchive(new LoadImage(), new MemoryStream(archive))).Message);
    }

    [Fact]
    public void A_root_file_system_given_to_load_is_refused_with_the_way_out() =>
        Assert.Contains("import", Answer<Fault>(new LoadArchive(new LoadImage(), new MemoryStream(new TarBuilder().File("etc/passwd").Build()))).Message);

    [Theory]
    [InlineData("--format=posix")]
    [InlineData("--format=gnu")]
    [InlineData("--format=ustar")]
    [InlineData("--format=oldgnu")]
    [InlineData("--format=posix --xattrs -z")]
    [InlineData("--format=posix --zstd")]
    [InlineData("--format=posix --bzip2")]
    [InlineData("--format=posix --xz")]
    public void Every_dialect_of_GNU_tar_imports_alike(string options)
    {
        Shell.Run($"""
            mkdir -p root/bin root/sticky; chmod 1777 root/sticky; printf tool > root/bin/tool; chmod 4755 root/bin/tool; ln root/bin/tool root/bin/alias; ln -s tool root/bin/link
            chown 12:34 root/bin/tool; touch -d @86400 root/bin/tool; mkfifo root/fifo; long=root/$(printf 'd%.0s' $(seq 90)); mkdir -p $long; printf deep > $long/$(printf 'f%.0s' $(seq 60))
            tar {options} -C root -cf image.tar .
            """, Files.Path);
        ImportFile(Files["image.tar"], "dialect");
        string layer = LayerOf("dialect");
        const string listing = "find . -printf '%P %y %m %U %G %l\\n' | sort; find . -type f -printf '%P %n %Ts\\n' | sort; cat d*/f*";
        Assert.Equal(Shell.Run(listing, Files["root"]), Shell.Run(listing, layer));
    }

    private void MakeLayout() => Shell.Run("""
        umoci init --layout layout; umoci new --image layout:v1
        mkdir -p rootfs/etc; printf one > rootfs/etc/a; printf two > rootfs/etc/b
        tar -C rootfs -cf one.tar .; umoci raw add-layer --image layout:v1 one.tar
        mkdir -p upper/etc; printf changed > upper/etc/b; : > upper/etc/.wh.a
        tar -C upper -cf two.tar .; umoci raw add-layer --image layout:v1 two.tar
        umoci config --image layout:v1 --config.env PATH=/bin --config.cmd sh --config.workingdir /etc --config.label k=v --config.exposedports 80/tcp --config.volume /data
        """, Files.Path);

    private void CheckContent(string reference)
    {
        SnapshotPrepared snapshot = Prepare(reference);
        Assert.Equal(2, snapshot.Lower.SkipLast(1).Count());
        Assert.Equal("changed", File.ReadAllText(Path.Combine(snapshot.Lower[0], "etc/b")));
        Assert.Equal("one", File.ReadAllText(Path.Combine(snapshot.Lower[1], "etc/a")));
        ImageConfiguration configuration = snapshot.Configuration;
        Assert.Equal(["sh"], configuration.Command);
        Assert.Equal(["PATH=/bin"], configuration.Environment);
        Assert.Equal("/etc", configuration.WorkingDirectory);
        Assert.Equal("v", configuration.Labels["k"]);
        Assert.Equal(["80/tcp"], configuration.ExposedPorts);
        Assert.Equal(["/data"], configuration.Volumes);
    }
}
