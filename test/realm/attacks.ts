/**
 * Programs that try to get hold of a hot prototype or of a function constructor, or to change an intrinsic. `T` receives whatever they obtained,
 * `STAMP` whether a private name could be put on something, `CODEGEN` what generated code returned, `COUNT` how much was seen.
 */
export const ATTACKS: Readonly<Record<string, string>> = {
  "static-proto": `
T(Array.prototype); T((0,Array).prototype); var A=Array; T(A.prototype); T([].constructor.prototype); T(A?.prototype)`,
  "dyn-proto": `
var k="proto"+"type"; T(Array[k]); var A=Array; T(A[k]); T(A?.[k]);`,
  "dyn-proto-obj": `
var k={toString(){return "prototype"}}; T(Array[k]); T(Array[[k]]); T(Array[["prototype"]]); T(Array[new String("prototype")]);`,
  "dyn-toctou": `
var n=0; var k={toString(){return n++?"prototype":"length"}}; T(Array[k]); T(Array[k]); T(Array[k]);`,
  pattern: `
var k="prototype"; var {[k]:x}=Array; T(x);`,
  "pattern-static": `
var {prototype:x}=Array; T(x)`,
  "pattern-assign": `
var x,k="prototype"; ({[k]:x}=Array); T(x);`,
  "pattern-default": `
(function({["proto"+"type"]:x}){T(x)})(Array)`,
  "pattern-rest": `
var {...r}=Array; T(r.prototype);`,
  "forin-pattern": `
for (var {["proto"+"type"]:x} of [Array]) T(x);`,
  gpo: `
T(Object.getPrototypeOf([])); T(Reflect.getPrototypeOf([])); T([].__proto__); T(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))); T({}.__proto__); T(Object.getPrototypeOf(Function.prototype)); T(Error.prototype.__proto__); T(Object.getPrototypeOf(/x/)); T(Object.getPrototypeOf(new Uint8Array)); T(Object.getPrototypeOf(Object.getPrototypeOf(new Uint8Array)));`,
  "gpo-dyn": `
var k="__pro"+"to__"; T([][k]); T(({})[k]); var {[k]:x}=[]; T(x);`,
  lookupGetter: `
var g=({}).__lookupGetter__&&({}).__lookupGetter__("__proto__"); if(g) T(g.call([])); var d=Object.getOwnPropertyDescriptor(Object.prototype,"__proto__"); if(d&&d.get) T(d.get.call([]));`,
  gopd: `
T(Object.getOwnPropertyDescriptor(Array,"prototype").value); T(Reflect.getOwnPropertyDescriptor(Array,"prototype").value); T(Object.getOwnPropertyDescriptors(Array).prototype.value);`,
  "gopd-proxy": `
T(Object.getOwnPropertyDescriptor(new Proxy(Array,{}),"prototype").value); T(Object.getOwnPropertyDescriptors(new Proxy(Array,{})).prototype.value)`,
  "reflect-get": `
T(Reflect.get(Array,"prototype")); T(Reflect.get(Array,"prototype",{})); var k={toString(){return "prototype"}}; T(Reflect.get(Array,k)); T(Reflect.apply(Reflect.get,null,[Array,"prototype"]));`,
  "super-static": `
class X extends Array{ static m(){ return super.prototype } static n(k){ return super[k] } } T(X.m()); T(X.n("prototype"));`,
  "super-obj": `
var o={ m(){ return super.prototype } , n(k){ return super[k]} }; Object.setPrototypeOf(o,Array); T(o.m()); T(o.n("prototype"));`,
  "super-logical": `
class X extends Array{ static m(){ return super.prototype ??= 1 } } try{T(X.m())}catch(e){}`,
  "logical-assign": `
T(Array.prototype ??= 1); try{ T(Array["proto"+"type"] ??= 1) }catch(e){}; try{ var z=(Array["proto"+"type"] ||= 1); T(z) }catch(e){}`,
  newtarget: `
function F(){ T(new.target.prototype) } Reflect.construct(F,[],Array);`,
  "opt-chain": `
var k="prototype"; T(Array?.prototype); try{T(Array?.[k])}catch(e){} try{ Array?.[k].push(1) }catch(e){}`,
  "values-proxy-lie": `
var t=Object.create(Array); var p=new Proxy(t,{ownKeys(){return ["prototype"]},getOwnPropertyDescriptor(){return {value:1,enumerable:true,configurable:true}}}); T(Object.values(p)[0]); T(Object.entries(p)[0][1]); T(Object.assign({},p).prototype); var s={...p}; T(s.prototype); for(var q in s) T(s[q]); var {...r}=p; T(r.prototype);  T(Object.values({...p})[0]);`,
  "values-class-lie": `
class X extends Array{}; var t=()=>1; Object.setPrototypeOf(t,Array); var p=new Proxy(t,{ownKeys(){return ["prototype"]},getOwnPropertyDescriptor(){return {value:1,enumerable:true,configurable:true}}}); var s={...p}; T(Object.values(s)[0]);`,
  "json-replacer": `
var t=Object.create(Array); var p=new Proxy(t,{ownKeys(){return ["prototype"]},getOwnPropertyDescriptor(){return {value:1,enumerable:true,configurable:true}}}); JSON.stringify(p,function(k,v){ T(v); T(this); return k===""?v:1; });`,
  "json-list": `
JSON.stringify({a:Object.create(Array)},["a","prototype"]);`,
  "json-reviver": `
var t=Object.create(Array); var p=new Proxy(t,{ownKeys(){return ["prototype"]},getOwnPropertyDescriptor(){return {value:1,enumerable:true,configurable:true}},defineProperty(){return true},deleteProperty(){return true}}); JSON.parse("[1,2]",function(k,v){ T(v); T(this); if(k==="0") this[1]=p; return v; });`,
  "proxy-setproto": `
var p=new Proxy({}, {setPrototypeOf(t,x){ T(x); return true }}); Object.setPrototypeOf(p,Array.prototype); Reflect.setPrototypeOf(p,Array.prototype); p.__proto__=Array.prototype;`,
  "proxy-setproto-nested": `
var p=new Proxy(new Proxy({}, {setPrototypeOf(t,x){ T(x); return true }}),{}); Object.setPrototypeOf(p,Array.prototype);`,
  "proxy-all-traps": `
var h={}; for (var n of ["get","set","has","deleteProperty","defineProperty","getOwnPropertyDescriptor","ownKeys","getPrototypeOf","setPrototypeOf","isExtensible","preventExtensions","apply","construct"]) h[n]=(function(n){ return function(){ for(var i=0;i<arguments.length;i++) { T(arguments[i]); if(arguments[i]&&typeof arguments[i]==="object") T(arguments[i].value); } T(this); return Reflect[n].apply(null,arguments) } })(n); var C=new Proxy(Array,h); try{ new C(3) }catch(e){}; try{ C.of(1) }catch(e){}; try{ class Y extends C{}; new Y() }catch(e){}; try{ [] instanceof C }catch(e){}; try{ Object.setPrototypeOf(C,Object.prototype) }catch(e){}; try{ Object.create(C) }catch(e){}; var a=new Proxy([],h); try{ a.push(1); a.concat([1]); Array.from(a); Object.getOwnPropertyDescriptors(a); Object.assign(a,{x:1}); }catch(e){} try { Object.defineProperty(new Proxy({},h),"x",{value:Array.prototype}) } catch(e){}`,
  "proxy-handler-proxy": `
var seen=[]; var hp=new Proxy({}, {get(t,k,r){ T(t); T(r); return undefined }}); var p=new Proxy(Array,hp); T(p.prototype); p.length; try{T({...p}.prototype)}catch(e){}; Object.getPrototypeOf(p);`,
  "proxy-this": `
var p=new Proxy({}, {get(){ T(this); return 1 }, has(){ T(this); return false }}); p.x; "x" in p;`,
  "handler-leak": `
var got; var h={get:1, toString(){ return 1 }}; var e0; try { new Proxy({},{get get(){ T(this); throw new Error("x") }}).x } catch(e){ T(e); e0=e } T(Object.getPrototypeOf(e0));`,
  revocable: `
var r=Proxy.revocable(Array,{}); T(r.proxy.prototype); T({...r.proxy}.prototype); T(Object.getPrototypeOf(r)); T(r.constructor.prototype)`,
  "proto-write-new": `
function F(){} F.prototype=Array.prototype; var o=new F(); T(Object.getPrototypeOf(o)); T(F.prototype); try{ o.__proto__.x=1 }catch(e){}`,
  "extends-standin": `
function F(){} F.prototype=Array.prototype; class G extends F{ m(){ return super.constructor.prototype } } T(Object.getPrototypeOf(G.prototype)); T(new G().m());`,
  "hotctor-in-chain": `
function F(){} F.prototype=Array; var o=new F(); T(o.prototype); var k="prototype"; T(o[k]); T(Reflect.get(o,k)); class G extends F{ m(){ return super.prototype } n(){ return super[k] } } T(new G().m()); T(new G().n());`,
  species: `
var log=[]; class X extends Array{ static get [Symbol.species](){ T(this); return function(n){ T(this); T(new.target.prototype); return this } } } var x=X.from([1,2]); try{ x.map(a=>a) }catch(e){} var a=[1]; a.constructor={get [Symbol.species](){ T(this); return undefined }}; a.map(x=>x);`,
  "array-of": `
function C(){ T(this); T(new.target&&new.target.prototype) } Array.of.call(C,1); Array.from.call(C,[1]); `,
  hasInstance: `
var C={get [Symbol.hasInstance](){ T(this); return function(v){ T(v); T(this); return true } }}; [] instanceof C; Array.prototype instanceof C; Function.prototype[Symbol.hasInstance].call(C,[]); var P=new Proxy(function(){},{get(t,k){ T(t); return k==="prototype"?Array.prototype:undefined }}); [] instanceof P; ({}) instanceof P;`,
  "hasInstance-getproto": `
var p=new Proxy([], {getPrototypeOf(t){ T(t); return Array.prototype }}); p instanceof Array; Array.prototype.isPrototypeOf(p); Object.prototype.isPrototypeOf(p); T(Object.getPrototypeOf(p));`,
  bound: `
var b=Array.bind(null,1); T(b.prototype); var B=Function.prototype.bind.call(Object.getPrototypeOf,Object); T(B([])); var rg=Reflect.get.bind(null,Array,"prototype"); T(rg()); [Array].map(Object.getPrototypeOf).forEach(T); ["prototype"].map(rg); [[]].map(Object.getPrototypeOf).forEach(T); T([Array].map(x=>x.prototype)[0]); T(["prototype"].map(Reflect.get.bind(null,Array))[0])`,
  "call-uncurry": `
var u=Function.prototype.call.bind(Object.getPrototypeOf); T(u(null,[])); T(Reflect.apply(Object.getPrototypeOf,null,[[]]));`,
  "getter-this": `
var o=Object.create(Array.prototype,{x:{get(){ T(this); return 1 }}}); o.x; var q=Object.create(o); q.x; for(var z in q) z; Object.defineProperty(o,"toString",{get(){ T(this); return ()=>"s" }}); \`\${q}\``,
  "setter-this": `
var o={set x(v){ T(this); T(v) }}; var a=Object.setPrototypeOf([],o); a.x=Array.prototype; Reflect.set(o,"x",1,Array.prototype);`,
  "reflect-set-receiver": `
T(Reflect.set({},"polluted",1,Array.prototype)); T(Reflect.set({},"polluted",1,Object.prototype)); Reflect.set([],"length",0,Array.prototype); Reflect.set(Object.create(Array.prototype),"zz",1);`,
  "super-set": `
class X{ constructor(){ return Array.prototype } } class Y extends X{ f=1; #p=2; constructor(){ try{ super() }catch(e){} } } try{ new Y }catch(e){} class Z{ static m(){ super.polluted=1 } } Object.setPrototypeOf(Z,Array); Z.m(); Z.m.call(Array.prototype); ({ m(){ super.polluted=1 } }).m.call(Array.prototype)`,
  "private-stamp": `
class X{ constructor(o){ return o } } class Y extends X{ #p=2; static has(o){ return #p in o } } for (const o of [Array.prototype,Object.prototype,Math,Error.prototype,Function.prototype,Array]) { new Y(o); STAMP(Y.has(o)) }`,
  "array-generics": `
for (const f of ["push","pop","shift","unshift","splice","sort","reverse","fill","copyWithin"]) for (const P of [Array.prototype,Object.prototype,Math,RegExp.prototype,Uint8Array.prototype]) try { [][f].call(P,1,2,3) } catch(e){}`,
  define: `
for (const P of [Array.prototype,Object.prototype,Function.prototype,Array,Object,RegExp,RegExp.prototype,Promise.prototype,Object.getPrototypeOf([][Symbol.iterator]()),Error]) { try{ Object.defineProperty(P,"polluted",{value:1}) }catch(e){} try{ Object.assign(P,{polluted:1}) }catch(e){} try{ P.polluted=1 }catch(e){} try{ P.toString=1 }catch(e){} try{ delete P.toString }catch(e){} try{ Object.setPrototypeOf(P,{polluted:1}) }catch(e){} try{ P.__proto__={polluted:1} }catch(e){} try{ Reflect.preventExtensions(P); Object.freeze(P) }catch(e){} try{ P.__defineGetter__("polluted",()=>1) }catch(e){} }`,
  "extend-frozen": `
for (const P of [Function.prototype,Error.prototype]) { var o=Object.create(P); o.toString=1; STAMP(false); }`,
  "accessor-abuse": `
var d=Object.getOwnPropertyDescriptor(Error.prototype,"toString"); if(d.set){ try{ d.set.call(Array.prototype,1) }catch(e){} try{ d.set.call(Object.prototype,1) }catch(e){} try{d.set.call(Math,1)}catch(e){} d.set.call({},1); var p=new Proxy({},{defineProperty(t,k,de){ T(t); T(de); T(Object.getPrototypeOf(de)); return true }, getOwnPropertyDescriptor(t){ T(t) }}); try{ d.set.call(p,1) }catch(e){} try{ d.set.call(d.set,1)}catch(e){} }`,
  "setter-desc-pollution": `
var d=Object.getOwnPropertyDescriptor(Error.prototype,"toString"); var o={}; d.set.call(o,5);`,
  "proto-literal": `
var o={__proto__:Array.prototype}; T(Object.getPrototypeOf(o)); T(o.__proto__); var q={__proto__:Array}; T(q.prototype); T({...q}.prototype)`,
  "iter-helpers": `
var IP=Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())); T(IP); T(Object.getPrototypeOf(IP)); T(IP.__proto__); T(Object.getPrototypeOf(function*(){}.prototype)); T((function*(){}).constructor.prototype)`,
  "class-descs": `
class X extends Array{ static s=1 } var d=Object.getOwnPropertyDescriptors(X); T(d.prototype.value); T(Object.getPrototypeOf(d.prototype.value)); T(Object.getPrototypeOf(X).prototype); T(X.__proto__.prototype); T(X.prototype.__proto__); T(Object.getPrototypeOf(Object.getPrototypeOf(X.prototype)))`,
  capture: `
if (Error.captureStackTrace){ var o={}; Error.captureStackTrace(o,Array); T(o.stack); try{ Error.captureStackTrace(Array.prototype) }catch(e){} try{ Error.captureStackTrace(Math) }catch(e){} } try{ Error.prepareStackTrace=function(e,s){ s.forEach(c=>{ T(c.getThis&&c.getThis()); T(c.getFunction&&c.getFunction()) }); T(e); return s } }catch(e){} T(new Error().stack);`,
  "capture-proxy": `
if (Error.captureStackTrace){ var p=new Proxy({},{defineProperty(t,k,d){ T(d); T(t); return true }, getOwnPropertyDescriptor(){}}); Error.captureStackTrace(p) }`,
  "fn-ctor": `
for (const f of [function(){},()=>{},function*(){},async function(){},async function*(){},class{},Math.max]) { try { CODEGEN(f.constructor("return 7")()) }catch(e){} try { CODEGEN(Object.getPrototypeOf(f).constructor("return 7")()) } catch(e){} try { CODEGEN(Reflect.construct(f.constructor,["return 7"])()) } catch(e){} var c=Object.getOwnPropertyDescriptor(Object.getPrototypeOf(f),"constructor"); try{ CODEGEN(c.value("return 7")()) }catch(e){} try{ CODEGEN(c.get.originalValue("return 7")()) }catch(e){} try{ CODEGEN(Object.getPrototypeOf(f.constructor)("return 7")()) }catch(e){} }`,
  originalValue: `
function walk(o,d){ for (const k of Reflect.ownKeys(o)){ const x=Object.getOwnPropertyDescriptor(o,k); if(x.get&&x.get.originalValue!==undefined) T(x.get.originalValue); T(x.value); if(d>0&&x.value&&(typeof x.value==="object"||typeof x.value==="function")) walk(x.value,d-1); } } for (const o of [Function.prototype,Error.prototype,Map.prototype,Promise.prototype,Array,Object,RegExp,Reflect,Array.prototype,Object.prototype,Uint8Array]) walk(o,2);`,
  crawl: `
var seen=new Set; var q=[globalThis,Array,[],{},/x/,new Uint8Array,function*(){},async()=>{},new Proxy({},{}),new Proxy(Array,{}),Array.prototype,Object.prototype,new Map().entries()]; while(q.length){ var o=q.pop(); if(o===null||(typeof o!=="object"&&typeof o!=="function")||seen.has(o)) continue; seen.add(o); T(o); try{ q.push(Object.getPrototypeOf(o)) }catch(e){} try { q.push(o.constructor) }catch(e){} try{ q.push(o.prototype) }catch(e){} try{ var ds=Object.getOwnPropertyDescriptors(o); for (var k of Reflect.ownKeys(ds)) { q.push(ds[k].value,ds[k].get,ds[k].set); try{ q.push(o[k]) }catch(e){} try{ q.push(Reflect.get(o,k)) }catch(e){} } }catch(e){} } COUNT(seen.size)`,
  "call-all": `
var seen=new Set; var q=[globalThis]; var fns=[]; while(q.length){ var o=q.pop(); if(o===null||(typeof o!=="object"&&typeof o!=="function")||seen.has(o)) continue; seen.add(o); if(typeof o==="function") fns.push(o); try{ q.push(Object.getPrototypeOf(o)) }catch(e){}  try{ var ds=Object.getOwnPropertyDescriptors(o); for (var k of Reflect.ownKeys(ds)) q.push(ds[k].value,ds[k].get,ds[k].set) }catch(e){} } var lie=new Proxy(Object.create(Array),{ownKeys(){return ["prototype"]},getOwnPropertyDescriptor(){return {value:1,enumerable:true,configurable:true}}}); var vals=()=>[Array,[],{},Object.create(Array),"prototype",["prototype"],x=>{T(x);return x},function(){ T(this); for(var i=0;i<arguments.length;i++) T(arguments[i]); return arguments[0] },lie,/x/,1,Symbol.iterator,new Uint8Array(2),Array.prototype,Object.prototype,null,undefined,new Map([[1,2]]),class extends Array{}]; var n=0; var D=(r)=>{ n++; T(r); if(r&&typeof r==="object"){ try{ for(var k of Reflect.ownKeys(r)) { var d=Object.getOwnPropertyDescriptor(r,k); T(d.value) } }catch(e){} } }; for (const f of fns){ if (f===T||f.name==="T"||f.name==="COUNT"||f.name==="STAMP"||f.name==="CODEGEN") continue; for (const th of vals().filter((_, i) => i % 3 === 0)) for (const a of vals()) { try{ D(Reflect.apply(f,th,[a,"prototype",th])) }catch(e){ T(e) } try{ D(Reflect.apply(f,th,[a,a])) }catch(e){ T(e) } } for (const a of vals()) { try{ D(Reflect.construct(f,[a,{}])) }catch(e){} try{ D(Reflect.construct(f,[a],Array)) }catch(e){} } } COUNT(n)`,
  "async-leak": `
(async()=>{ try{ await {get then(){ T(this); return function(r){ T(this); r(1) } }} }catch(e){} })(); class P2 extends Promise{ static get [Symbol.species](){ T(this); return Promise } } P2.resolve(1).then(x=>x); Promise.prototype.then.call(Object.create(Promise.prototype)).catch?.(()=>1)`,
  tagged: `
function tag(s){ T(Object.getPrototypeOf(s)); T(s.constructor.prototype); T(Object.getPrototypeOf(s.raw)) } tag\`a\${1}b\`;`,
  args: `
(function(){ T(Object.getPrototypeOf(arguments)); T(arguments[Symbol.iterator]); })();`,
  "error-proto": `
try{ null.x }catch(e){ T(e.constructor.prototype); T(Object.getPrototypeOf(Object.getPrototypeOf(e))); T(e.__proto__.__proto__.__proto__) } try{ (function f(){ f() })() }catch(e){ T(e.__proto__.__proto__.__proto__); T(e.constructor.constructor) }`,
  typed: `
T(Object.getPrototypeOf(Uint8Array.prototype)); T(Object.getPrototypeOf(Uint8Array).prototype); class U extends Uint8Array{}; T(U.prototype.__proto__); T(Object.getPrototypeOf(Object.getPrototypeOf(new U)))`,
  "string-replace": `
"x".replace(/x/,()=>{}); var r=/x/; r.exec=function(){ return {index:0,0:"x",length:1,groups:Array} }; r[Symbol.replace]("x","$<prototype>"); r[Symbol.replace]("x",function(){ for(var i=0;i<arguments.length;i++) T(arguments[i]) });`,
  unscopables: `
T(Array.prototype[Symbol.unscopables]); try{ Array.prototype[Symbol.unscopables].polluted=1 }catch(e){}`,
  intl: `
if(globalThis.Intl) for (const k of Object.getOwnPropertyNames(Intl)) { T(Intl[k]); try{ T(Intl[k].prototype); Intl[k].polluted=1 }catch(e){} try{ Intl[k].prototype.polluted=1 }catch(e){} }`,
  structured: `
if (typeof structuredClone!=="undefined") T(structuredClone([]))`,
  "arr-standin-mutate": `
try{ Array.prototype.push(1) }catch(e){} try{ Array.prototype.length=5 }catch(e){} T(Array.prototype.concat(1)); T(Array.prototype.slice()); T(Array.prototype.map(x=>x)); T(Array.prototype.filter(Boolean).constructor.prototype)`,
  "regexp-standin": `
try{ RegExp.prototype.exec=1 }catch(e){} try{ RegExp.prototype.compile("x") }catch(e){} try{ /y/.compile.call(RegExp.prototype,"x") }catch(e){} T(RegExp.prototype)`,
  "mid-object": `
T(Object.getPrototypeOf(Array.prototype)); T(Object.getPrototypeOf(Object.getPrototypeOf(Array.prototype))); var {constructor:c}=Array.prototype; T(c.prototype)`,
  "object-groupby": `
if (Object.groupBy) T(Object.groupBy([1],x=>"prototype")); T(Object.fromEntries([["prototype",Array]]).prototype); T(Object.fromEntries(Object.entries(Object.getOwnPropertyDescriptors(Array)).map(([k,d])=>[k,d.value])).prototype)`,
  "define-props": `
var t=Object.create(Array); var p=new Proxy(t,{ownKeys(){return ["prototype"]},getOwnPropertyDescriptor(){return {value:1,enumerable:true,configurable:true}}}); try{ var o=Object.defineProperties({},p); T(o.prototype) }catch(e){} try{ var o=Object.create({},p); T(o.prototype) }catch(e){} var s=new Proxy({}, {defineProperty(t,k,d){ T(d); for (var q in d) T(d[q]); return true }}); try{ Object.assign(s,p) }catch(e){} try{ Object.defineProperties(s,p) }catch(e){}`,
  "assign-setter": `
var t=Object.create(Array); var p=new Proxy(t,{ownKeys(){return ["prototype"]},getOwnPropertyDescriptor(){return {value:1,enumerable:true,configurable:true}}}); Object.assign({set prototype(v){ T(v) }},p);`,
  "class-heritage-getter": `
var C=function(){}; var P=new Proxy(function(){}, {get(t,k,r){ T(t);T(r); return k==="prototype"?Array.prototype:t[k] }}); class X extends P{}; T(Object.getPrototypeOf(X.prototype)); try{ X.prototype.__proto__.polluted=1 }catch(e){}`,
  "construct-newtarget": `
var o=Reflect.construct(Object,[],Array); T(Object.getPrototypeOf(o)); try{ Object.getPrototypeOf(o).polluted=1 }catch(e){} var e=Reflect.construct(Error,[],Array); T(e.__proto__)`,
  "valueOf-this": `
T(Object.prototype.valueOf.call(Array.prototype)); T(Object(Array.prototype)); T([].concat(Array.prototype)[0]); T([Array.prototype].flat()[0])`,
  "date-toJSON": `
Date.prototype.toJSON.call({toISOString(){ T(this) }, valueOf(){ T(this); return 1}}); `,
  "map-groups": `
new Map([[Array.prototype,1]]).forEach((v,k)=>T(k)); [...new Set([Array.prototype])].forEach(T); new WeakMap([[Array.prototype,1]]);`,
  "label-async-iter": `
var AIP=Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(async function*(){}).prototype)); T(AIP); T(AIP&&AIP.__proto__); try { AIP.polluted=1 }catch(e){}`,
  "global-write": `
globalThis.Array=1; globalThis.x9=1; T(globalThis.__proto__); T(Object.getPrototypeOf(globalThis)); try{ globalThis.constructor.prototype.polluted=1 }catch(e){}`,
};
