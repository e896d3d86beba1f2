# nix build, or nix run . -- serve DIR. Nobody has run this yet: only its syntax has been checked.
# The first build says which vendorHash it expects; put that into the place of fakeHash. It needs a
# nixpkgs with the Go of go.mod, or a later one.
{
  description = "A blog that is read over SSH";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      forAll = nixpkgs.lib.genAttrs systems;
    in
    {
      packages = forAll (system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
          version = "0.1.0-dev.g${self.shortRev or "unknown"}";
        in
        {
          default = pkgs.buildGoModule {
            pname = "sshblog";
            inherit version;
            src = self;
            subPackages = [ "cmd/sshblog" ];
            vendorHash = pkgs.lib.fakeHash;
            env.CGO_ENABLED = 0;
            ldflags = [ "-s" "-w" "-X main.version=${version}" "-X main.commit=${self.rev or ""}" ];
            nativeBuildInputs = [ pkgs.installShellFiles ];
            postInstall = ''
              for shell in bash zsh fish; do
                $out/bin/sshblog completion $shell > sshblog.$shell
                installShellCompletion --cmd sshblog --$shell sshblog.$shell
              done
              $out/bin/sshblog man > sshblog.1
              installManPage sshblog.1
            '';
            doCheck = false; # the tests want clients and ports
            meta = {
              description = "A blog that is read over SSH";
              homepage = "https://github.com/sshblog/sshblog";
              license = pkgs.lib.licenses.mit;
              mainProgram = "sshblog";
            };
          };
        });
    };
}
