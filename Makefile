# make check is the gate for a change. CI runs .ci/run, which is make check, scripts, manifests, package-check,
# container-check, fuzz-ci, bench-short and
# an audit of the transport.

GO ?= go
LINT_VERSION := v2.12.2
ACTIONLINT_VERSION := v1.7.7
LINT := $(shell $(GO) env GOPATH)/bin/golangci-lint
VERSION ?= $(shell release/version)
COMMIT := $(shell git rev-parse HEAD 2>/dev/null)
DATE := $(shell TZ=UTC git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd 2>/dev/null)
STAMP := -X main.version=$(VERSION) $(if $(COMMIT),-X main.commit=$(COMMIT) -X main.date=$(DATE))
NFPM := github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2

.PHONY: help run build platforms quick test hostile cover race scarce soak lint format vet workflows scripts manifests monitoring-check modules outdated vulnerabilities check fuzz fuzz-ci bench bench-short golden terminals replicas dist dist-check package-check container-check nfpm-version image

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: ## serve the embedded sample blog on port 2222
	$(GO) run ./cmd/sshblog

build: ## build bin/sshblog
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w $(STAMP)" -o bin/sshblog ./cmd/sshblog

quick: ## the tests without hostile clients and scripts; seconds, as packages that have not changed are not tested again
	$(GO) test -skip '^TestScripts$$' $$($(GO) list ./... | grep -v /internal/test/hostile)

hostile: ## the hostile clients; 2 minutes
	$(GO) test -count 1 ./internal/test/hostile

cover: ## which code the tests without the hostile clients reach, in bin/cover.html; 3 minutes
	@mkdir -p bin
	$(GO) test -coverprofile bin/cover.out -coverpkg ./... $$($(GO) list ./... | grep -v /internal/test/hostile)
	$(GO) tool cover -html bin/cover.out -o bin/cover.html
	@$(GO) tool cover -func bin/cover.out | tail -1

test: ## the tests
	$(GO) test ./...

race: ## the tests with the race detector; of the hostile clients those that are not about time or memory
	$(GO) test -race $$($(GO) list ./... | grep -v /internal/test/hostile)
	$(GO) test -race -short -run TestClients ./internal/test/hostile

monitoring-check: ## promtool reads the metrics, and alerts and dashboard of deploy/prometheus
	SSHBLOG_TEST_CLIENTS=all $(GO) test -count 1 -run '^TestMonitoring' ./cmd/sshblog

workflows: ## static analysis of the workflow files
	$(GO) run github.com/rhysd/actionlint/cmd/actionlint@$(ACTIONLINT_VERSION)

scripts: ## static analysis of the shell scripts
	shellcheck $$(git ls-files '*.sh' .ci release/notes release/version)

manifests: ## decode what is for Compose and Kubernetes, strictly, by the libraries of their makers
	$(GO) run -C deploy/check .

vet: ## go vet
	$(GO) vet ./...

platforms: ## build and vet for the systems that CI does not run on
	@set -e; for os in darwin freebsd windows; do \
	  echo "GOOS=$$os"; GOOS=$$os $(GO) vet ./...; GOOS=$$os CGO_ENABLED=0 $(GO) build -o /dev/null ./cmd/sshblog; \
	done

format: ## fails when a file is not formatted
	@files="$$(gofmt -l $$(git ls-files '*.go'))"; [ -z "$$files" ] || { echo "not formatted: $$files"; exit 1; }

# Its cache holds the paths of what it found, which mean nothing in another copy of the tree: each has its own.
lint: $(LINT) ## static analysis
	GOLANGCI_LINT_CACHE=$(CURDIR)/bin/lint-cache $(LINT) run ./...

$(LINT):
	$(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)

modules: ## fails when go.mod is not tidy or a module is not what it was
	$(GO) mod tidy -diff
	$(GO) mod verify

outdated: ## direct dependencies of which there is a newer version
	@found=$$($(GO) list -m -e -u -f '{{if not .Indirect}}{{with .Update}}{{.Path}} {{.Version}} is newer{{end}}{{with .Error}}{{.Err}}{{end}}{{end}}' all) || exit 1; \
	echo "$$found" | grep . || echo "everything is up to date"

VULN := golang.org/x/vuln/cmd/govulncheck@v1.9.0
vulnerabilities: ## known ones in what the program calls, where their database can be reached
	@found=$$($(GO) run $(VULN) ./... 2>&1) || case $$found in \
	  *"fetching vulnerabilities"*) found="not looked for: their database cannot be reached" ;; \
	  *) echo "$$found"; exit 1 ;; \
	esac; echo "$$found"

scarce: ## the hostile clients with 256 descriptors and with 256 MiB of memory
	$(GO) test -count 1 -timeout 20m ./internal/test/hostile -scarce

SOAK ?= 10m
soak: ## good and hostile clients side by side for SOAK
	$(GO) test -count 1 -v -timeout 0 -run '^TestSoak$$' ./internal/test/hostile -soak $(SOAK)

check: modules format vet workflows platforms lint build test race scarce ## all checks of a change; CI runs also fuzz-ci, bench-short and ssh-audit

FUZZTIME ?= 30s
fuzz fuzz-ci: export GO := $(GO)
fuzz: ## each fuzz target for FUZZTIME
	@set -e; for pkg in $$($(GO) list ./...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	    echo "$$pkg $$target"; .ci/fuzz $$pkg $$target $(FUZZTIME); \
	  done; \
	done

# What clients and authors can send, parsed and cleaned; package:target.
FUZZCI := internal/terminal:FuzzInput internal/terminal:FuzzViews server:FuzzRequests server/sessionrequest:FuzzPayloads server:FuzzWords server/flowcontrol:FuzzPlainPackets server/hostkeyproof:FuzzHostKeyProof \
  internal/command:FuzzArgs internal/loader:FuzzFrontMatter internal/frontmatter:FuzzReadFile \
  internal/frontmatter:FuzzParseScript internal/site:FuzzRead internal/orgmode:FuzzMarkdown internal/plaintext:FuzzClean \
  internal/layout:FuzzNothingIsLost internal/textwidth:FuzzMethods \
  internal/lineui:FuzzHearing internal/health:FuzzAnswer internal/admin:FuzzRequest \
  internal/picture:FuzzHeader internal/picture/exif:FuzzEXIF internal/picture/sixel:FuzzSixel
fuzz-ci: FUZZTIME = 20s
fuzz-ci: ## the fuzz targets of all that clients and authors can send, each for FUZZTIME
	@set -e; for at in $(FUZZCI); do \
	  echo "$$at"; .ci/fuzz ./$${at%:*} $${at#*:} $(FUZZTIME); \
	done

bench: ## all figures into BENCHMARKS.md, on a quiet machine; then the Go benchmarks
	$(GO) run ./bench -markdown BENCHMARKS.md -plot BENCHMARKS.svg
	$(GO) test -run '^$$' -bench . -benchmem ./...

bench-short: ## fails when bytes, allocations, goroutines or memory have grown, or something is left behind; measures no times
	$(GO) run ./bench -short

golden: ## write the golden files anew; read the difference like code
	$(GO) test ./internal/tui ./internal/layout ./internal/command ./internal/feed -update

SHOTS ?=
terminals: build ## pictures of the screens in real terminals into dist/terminals, with their contrast; SHOTS has flags
	$(GO) run ./internal/test/terminals $(SHOTS)

REPLICAS ?=
replicas: build ## three servers behind HAProxy are updated one by one, and one is killed; what 300 readers notice; REPLICAS has flags
	$(GO) run ./internal/test/replicas $(REPLICAS)

PLATFORMS ?=
MAKE_PACKAGES ?= $(GO) run $(NFPM)
dist: ## the files of a release in dist/release, for all platforms or PLATFORMS; the same for the same commit
	$(GO) run ./release -version $(VERSION) -nfpm "$(MAKE_PACKAGES)" $(if $(PLATFORMS),-platforms $(PLATFORMS))

dist-check: ## make dist twice, in different circumstances, and fail where a file differs; PLATFORMS narrows it
	GO="$(GO)" CACHE=new release/check/twice.sh $(PLATFORMS)

# CI makes one platform twice, and lends the second compiler what the first knows: the rest is dist-check, before a release.
CHECK_PLATFORMS ?= linux/amd64
package-check: ## as root on Debian: the packages of two equal releases, installed, run and removed; CHECK_PLATFORMS
	GO="$(GO)" PLATFORMS=$(CHECK_PLATFORMS) release/check/package.sh

container-check: ## as root on Debian: the image, built and run for real by buildah and podman; asks no registry
	GO="$(GO)" release/check/container.sh

nfpm-version:
	@echo $(NFPM)

IMAGE ?= sshblog
IMAGE_BUILD ?= docker build
image: ## the container image, IMAGE; IMAGE_BUILD="podman build --format docker" where there is no docker
	$(IMAGE_BUILD) -t $(IMAGE) --build-arg VERSION=$(VERSION) --build-arg COMMIT=$(COMMIT) --build-arg DATE=$(DATE) .
